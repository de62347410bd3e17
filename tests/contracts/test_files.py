"""What everything that keeps files does, wherever it keeps them."""

import errno
import os
import stat
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.adapters.files.directory import DirectoryFiles
from app.adapters.files.memory import MemoryFiles
from app.kernel.errors import TransientError
from app.ports.files import Files

BYTES = bytes(range(256)) * 40


@pytest.fixture(params=["memory", "directory"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    return MemoryFiles() if request.param == "memory" else DirectoryFiles(tmp_path / "deep" / "files")


@pytest.fixture
def key() -> UUID:
    return uuid4()


def test_what_was_put_is_there(files: Files, key: UUID) -> None:
    files.put(key, BYTES)

    assert files.get(key) == BYTES


def test_where_nothing_was_put_nothing_is(files: Files, key: UUID) -> None:
    assert files.get(key) is None


def test_each_lies_under_its_own_key(files: Files, key: UUID) -> None:
    other = uuid4()
    files.put(key, b"one")
    files.put(other, b"two")

    files.delete(key)

    assert files.get(key) is None
    assert files.get(other) == b"two"


def test_the_last_that_was_put_stands(files: Files, key: UUID) -> None:
    files.put(key, b"a long beginning")
    files.put(key, b"short")

    assert files.get(key) == b"short"


def test_what_is_not_there_can_be_let_go(files: Files, key: UUID) -> None:
    files.delete(key)
    files.delete(key)

    assert files.get(key) is None


def test_in_a_folder_they_are_their_owners_alone(tmp_path: Path, key: UUID) -> None:
    folder = tmp_path / "files"
    DirectoryFiles(folder).put(key, BYTES)

    [only] = folder.iterdir()
    assert only.name == str(key)
    assert stat.S_IMODE(only.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_was_begun_and_never_ended_is_not_given_out_and_goes_with_the_file(
    tmp_path: Path, key: UUID
) -> None:
    files = DirectoryFiles(tmp_path)
    (tmp_path / f"{key}.part").write_bytes(b"half")

    assert files.get(key) is None
    files.delete(key)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_answer_may_do_so_later(tmp_path: Path, key: UUID) -> None:
    (tmp_path / "files").write_text("This is no folder.")
    files = DirectoryFiles(tmp_path / "files")

    for attempt in (lambda: files.put(key, BYTES), lambda: files.get(key), lambda: files.delete(key)):
        with pytest.raises(
            TransientError, match=os.strerror(errno.ENOTDIR) + "|" + os.strerror(errno.EEXIST)
        ):
            attempt()
