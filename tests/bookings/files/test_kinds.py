import pytest

from app.bookings.files.kinds import FileType, fitting, type_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4\n\x00\xff", FileType.PDF),
        (b"\x89PNG\r\n\x1a\n\x00\x00", FileType.PNG),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", FileType.JPEG),
        ("Grüße, ‎مرحبا\r\n\tx\f".encode(), FileType.TEXT),
        (b"<script>alert(1)</script>", FileType.TEXT),
        (b"MZ\x90\x00\x03", None),
        (b"PK\x03\x04", None),
        (b"GIF89a\x01\x00", None),
        ("Grüße".encode("latin-1"), None),
        (b"\x7fELF\x02\x01", None),
        (b"words\x00and NUL", None),
    ],
)
def test_the_content_alone_says_what_it_is(content: bytes, kind: FileType | None) -> None:
    assert type_of(content) is kind


@pytest.mark.parametrize(
    ("name", "kind", "given_out"),
    [
        ("scan.pdf", FileType.PDF, "scan.pdf"),
        ("SCAN.PDF", FileType.PDF, "SCAN.PDF"),
        ("me.jpeg", FileType.JPEG, "me.jpeg"),
        ("me.jpg", FileType.JPEG, "me.jpg"),
        ("setup.bat", FileType.TEXT, "setup.bat.txt"),
        ("page.html", FileType.TEXT, "page.html.txt"),
        ("x.exe", FileType.PDF, "x.exe.pdf"),
        ("scan", FileType.PNG, "scan.png"),
    ],
)
def test_no_name_starts_a_program(name: str, kind: FileType, given_out: str) -> None:
    assert fitting(name, kind) == given_out
