"""Folders that a server's account can reach, even when we are root and the project lies in a closed home."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deploy.local.accounts import Account, account_for, can_enter


def remembered_place(folder: Path) -> Path:
    """Where the data of `folder` really is: a place noted there by `place_for`, else the folder itself."""
    note = folder / "location"
    place = Path(note.read_text()) if note.exists() else folder
    return place if place.is_dir() else folder


def place_for(account: Account | None, folder: Path) -> Path:
    """`folder`, or, where the account cannot enter it, a place outside that is noted in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    place = remembered_place(folder)
    if place != folder or account is None or can_enter(account, folder):
        return place

    outside = Path(tempfile.mkdtemp(prefix="bookmytime-", dir=_lasting_folder()))
    outside.chmod(0o755)
    (folder / "location").write_text(str(outside))
    return outside


@contextlib.contextmanager
def temporary_folder(purpose: str) -> Iterator[Path]:
    """Give a folder that every account can enter, and take it away afterwards with all it holds."""
    account = account_for(Path("/nonexistent"))
    candidates = [Path(tempfile.gettempdir()), Path("/var/tmp")]  # noqa: S108 - mkdtemp makes a name of its own
    fitting = next(place for place in candidates if account is None or can_enter(account, place))
    folder = Path(tempfile.mkdtemp(prefix=f"bookmytime-{purpose}-", dir=fitting))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lasting_folder() -> str:
    """/var/lib is never tidied by the machine; /var/tmp is, but only of what lay untouched for weeks."""
    return "/var/lib" if os.access("/var/lib", os.W_OK) else "/var/tmp"  # noqa: S108 - mkdtemp makes a name of its own
