import os
import re
import shlex
from pathlib import Path

SHELL_WORDS = re.compile(r"[&|;<>$`*?]")


def read(file: Path) -> dict[str, str]:
    """Name and command of each process, in the order of the file."""
    lines = (line.strip() for line in file.read_text().splitlines())
    pairs = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name.strip(): command.strip() for name, _, command in pairs}


def arguments(command: str) -> list[str]:
    """A plain command is started itself, so that its pid is the process's; the rest goes through a shell."""
    return ["/bin/sh", "-c", command] if SHELL_WORDS.search(command) else shlex.split(command)


def environment(python: Path, **more: str) -> dict[str, str]:
    """Ours and `more`, with `python` first on the PATH and output that is not held back.

    Compiled code is kept whatever our own environment says: a process that is started again must not spend
    seconds on compiling all its packages once more.
    """
    path = os.pathsep.join([str(python.parent), os.environ.get("PATH", os.defpath)])
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, "PATH": path, "PYTHONUNBUFFERED": "1", **more}
