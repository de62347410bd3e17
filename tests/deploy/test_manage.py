import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import manage
from deploy.local import install

ROOT = Path(__file__).parents[2]


def test_help_explains_every_command() -> None:
    said = subprocess.run(
        [sys.executable, "manage.py", "help"], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert all(text in said.stdout for text in manage.COMMANDS.values())


def test_the_makefile_offers_the_same_commands() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)

    assert set(targets) == set(manage.COMMANDS)


def test_a_python_that_does_not_fit_says_so_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 13, 1))

    with pytest.raises(SystemExit, match=r"^BookMyTime needs Python 3\.11 or 3\.12; this is 3\.13[^\n]*$"):
        manage.main()


def test_an_installation_that_is_current_is_left_alone_at_once(tmp_path: Path) -> None:
    root = an_installed_project(tmp_path)

    before = time.monotonic()
    install.install(root)

    assert time.monotonic() - before < 0.5
    assert not (root / ".data").exists()


def test_another_lock_needs_a_new_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = an_installed_project(tmp_path)
    installed: list[Path] = []
    monkeypatch.setattr(install, "_install", installed.append)

    (root / "requirements.lock").write_text("b==2")
    install.install(root)
    install.install(root)

    assert installed == [root]


def an_installed_project(folder: Path) -> Path:
    (folder / "requirements.lock").write_text("a==1")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").touch()
    (folder / ".venv" / "installed.txt").write_text(install._fingerprint(folder))  # noqa: SLF001 - its own stamp
    return folder
