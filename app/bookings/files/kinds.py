"""What a file is, by its content alone, and under which name it is given out. Pure."""

import re
from enum import StrEnum

LARGEST = 5 * 1024 * 1024
LONGEST_NAME = 255


class FileType(StrEnum):
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TEXT = "text/plain"


_BEGINNINGS = {
    b"%PDF-": FileType.PDF,
    b"\x89PNG\r\n\x1a\n": FileType.PNG,
    b"\xff\xd8\xff": FileType.JPEG,
}
_ENDINGS = {
    FileType.PDF: (".pdf",),
    FileType.PNG: (".png",),
    FileType.JPEG: (".jpg", ".jpeg"),
    FileType.TEXT: (".txt",),
}
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")


def type_of(content: bytes) -> FileType | None:
    """None: it is nothing that is taken here."""
    for beginning, kind in _BEGINNINGS.items():
        if content.startswith(beginning):
            return kind
    return FileType.TEXT if _is_text(content) else None


def fitting(name: str, kind: FileType) -> str:
    """The name with an ending of its kind: whoever opens the file starts no program by it."""
    return name if name.lower().endswith(_ENDINGS[kind]) else name + _ENDINGS[kind][0]


def _is_text(content: bytes) -> bool:
    if _NO_TEXT.search(content):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
