#!/usr/bin/env python3
"""Everything a newcomer needs, with nothing but Python 3.11 or 3.12: `python3 manage.py run`.

The Makefile holds the same commands for those who have make.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FITTING = ("3.12", "3.11")
COMMANDS = {
    "setup": "install the locked dependencies into .venv (does nothing when they are there)",
    "run": "start everything: servers, demo data, web, workers; --search opensearch adds that",
    "test": "run all tests; what follows is handed to pytest",
    "check": "lint, format, types, import rules, dependencies, migrations' SQL; the web page's where Node is",
    "openapi": "write docs/openapi.json anew from the code",
    "lock": "write the lock files anew from pyproject.toml; --upgrade takes newer versions",
    "help": "show this text",
}
INSIDE = {
    "run": ["-m", "deploy.local.run"],
    "test": ["-m", "pytest", "-n", "2"],
    "check": ["-m", "deploy.local.checks"],
    "openapi": ["-m", "deploy.openapi"],
    "lock": ["-m", "deploy.local.lock"],
}


def main() -> None:
    _with_a_fitting_python()
    arguments = _parser().parse_known_args()
    command, rest = arguments[0].command, arguments[1]
    if command == "help":
        _parser().print_help()
        return

    os.chdir(ROOT)
    from deploy.local import install

    install.install(ROOT)
    if command in INSIDE:
        python = str(install.python_of(ROOT))
        os.execv(python, [python, *INSIDE[command], *rest])  # noqa: S606 - our own interpreter, no shell


def _parser() -> argparse.ArgumentParser:
    listing = "\n".join(f"  {name:7} {text}" for name, text in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="manage.py",
        usage="python3 manage.py COMMAND [ARGUMENTS]",
        description=f"commands:\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("command", nargs="?", default="help", choices=list(COMMANDS), help=argparse.SUPPRESS)
    return parser


def _with_a_fitting_python() -> None:
    """Go on under Python 3.11 or 3.12: this one, else one on the PATH, else say what is missing."""
    version = "{}.{}".format(*sys.version_info[:2])
    if version in FITTING:
        return

    import shutil
    import subprocess

    for fitting in FITTING:
        found = shutil.which("python" + fitting)
        if found and subprocess.call([found, "-c", ""]) == 0:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - the same script, no shell
    sys.exit(
        f"BookMyTime needs Python 3.11 or 3.12; this is {version} and PATH has no python3.12 or python3.11."
    )


if __name__ == "__main__":
    main()
