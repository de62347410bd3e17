"""Files in a folder that web and workers share. A file takes its name only once it is written whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from app.kernel.errors import TransientError

_OURS_ALONE = 0o600
_FOLDER_OURS_ALONE = 0o700


class DirectoryFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: UUID, content: bytes) -> None:
        with _answering():
            self._folder.mkdir(mode=_FOLDER_OURS_ALONE, parents=True, exist_ok=True)
            _write(self._begun(key), content)
            self._begun(key).replace(self._whole(key))
            _sync(self._folder)

    def get(self, key: UUID) -> bytes | None:
        with _answering():
            try:
                return self._whole(key).read_bytes()
            except FileNotFoundError:
                return None

    def delete(self, key: UUID) -> None:
        """With it goes what a process that died in the middle had begun to write."""
        with _answering():
            self._whole(key).unlink(missing_ok=True)
            self._begun(key).unlink(missing_ok=True)

    def _whole(self, key: UUID) -> Path:
        return self._folder / str(key)

    def _begun(self, key: UUID) -> Path:
        return self._folder / f"{key}.part"


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OURS_ALONE)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """A name outlives a fall of the machine only when its folder was written, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TransientError(f"the folder of files does not answer: {error.strerror}") from error
