"""Install the locked dependencies into .venv. Runs before anything is installed: standard library only."""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

VERSION = ".".join(map(str, sys.version_info[:2]))


def python_of(root: Path) -> Path:
    return root / ".venv" / "bin" / "python"


def install(root: Path) -> None:
    """Make .venv hold what requirements.lock says; nothing is done when it does already."""
    wanted = _fingerprint(root)
    if _installed(root) == wanted:
        return

    (root / ".data").mkdir(exist_ok=True)
    with (root / ".data" / "install.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if _installed(root) != wanted:
            _install(root)
            _stamp(root).write_text(wanted)


def _stamp(root: Path) -> Path:
    return root / ".venv" / "installed.txt"


def _fingerprint(root: Path) -> str:
    """Another lock, another Python or another place each need a new installation."""
    lock = hashlib.sha256(_lock(root).read_bytes()).hexdigest()
    return f"{lock} python{VERSION} {(root / '.venv').resolve()}"


def _lock(root: Path) -> Path:
    return root / "requirements.lock"


def _installed(root: Path) -> str | None:
    stamp = _stamp(root)
    return stamp.read_text() if stamp.exists() and python_of(root).exists() else None


def _install(root: Path) -> None:
    started = time.monotonic()
    print("Installing the locked dependencies into .venv …", flush=True)
    if not any(way(root) for way in (_by_the_machines_uv, _by_a_fetched_uv, _by_pip)):
        sys.exit("The dependencies could not be installed; the reason stands above.")
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def _by_the_machines_uv(root: Path) -> bool:
    uv = shutil.which("uv")
    if uv is None:
        return False
    venv = root / ".venv"
    made = _usable(venv) or _succeeds(
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(venv.resolve())]
    )
    return made and _sync(root, uv)


def _by_a_fetched_uv(root: Path) -> bool:
    """Pip fetches uv by the lock's hash; uv then fetches the rest side by side, in seconds."""
    _create(root / ".venv")
    stanza = re.search(r"^uv==.*?(?=^\S|\Z)", _lock(root).read_text(), re.MULTILINE | re.DOTALL)
    if stanza is None:
        return False
    only_uv = root / ".venv" / "uv.txt"
    only_uv.write_text(stanza[0])
    return _pip_installs(root, only_uv) and _sync(
        root, str(root / ".venv" / "bin" / "uv"), _as_pip_is_told(root)
    )


def _by_pip(root: Path) -> bool:
    print("uv did not succeed; pip takes its turn, which is slower.", flush=True)
    return _pip_installs(root, _lock(root))


def _usable(venv: Path) -> bool:
    """A half-made .venv, or one of another Python or another place, is not."""
    activate = venv / "bin" / "activate"
    at_home = activate.exists() and str(venv.resolve()) in activate.read_text()
    return at_home and (venv / "bin" / "python").exists() and (venv / "lib" / f"python{VERSION}").is_dir()


def _create(venv: Path) -> None:
    if _usable(venv) and (venv / "bin" / "pip").exists():
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            f"Python {VERSION} has no venv module here: install it "
            "(Debian and Ubuntu: apt-get install python3-venv) and try again."
        )
    if not _succeeds([sys.executable, "-m", "venv", "--clear", str(venv.resolve())]):
        sys.exit("Python could not make .venv; the reason stands above.")


def _sync(root: Path, uv: str, told: dict[str, str] | None = None) -> bool:
    command = [
        uv,
        "pip",
        "sync",
        "--quiet",
        "--require-hashes",
        "--python",
        str(python_of(root)),
        str(_lock(root)),
    ]
    return _succeeds(command, env={"UV_PYTHON_DOWNLOADS": "never", **(told or {}), **os.environ})


def _as_pip_is_told(root: Path) -> dict[str, str]:
    """Uv does not read pip's configuration: a mirror or a certificate set there is handed on."""
    handed = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "find-links": "UV_FIND_LINKS",
        "cert": "SSL_CERT_FILE",
        "default-timeout": "UV_HTTP_TIMEOUT",
    }
    listed = subprocess.run(
        [*_pip(root), "config", "list"], check=False, capture_output=True, text=True
    ).stdout
    found = re.findall(r"^[^\s=]+\.([a-z-]+)='(.*)'$", listed, re.MULTILINE)
    theirs = {handed[key]: value for key, value in found if key in handed and value}
    return {name: value for name, value in theirs.items() if name != "UV_FIND_LINKS" or _is_there(value)}


def _is_there(links: str) -> bool:
    """Pip passes over a folder that does not exist; uv would end."""
    return "://" in links or Path(links).is_dir()


def _pip_installs(root: Path, requirements: Path) -> bool:
    return _succeeds([*_pip(root), "install", "--quiet", "--require-hashes", "-r", str(requirements)])


def _pip(root: Path) -> list[str]:
    return [str(python_of(root)), "-m", "pip", "--disable-pip-version-check"]


def _succeeds(command: list[str], env: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, check=False, env=env).returncode == 0
