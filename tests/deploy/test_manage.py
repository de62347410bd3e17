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


def test_a_missing_venv_module_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)

    with pytest.raises(SystemExit, match=r"no venv module here: install it .*apt-get install python3-venv"):
        install._create(tmp_path / ".venv")  # noqa: SLF001 - it never gets as far as installing


def test_a_certificate_and_a_mirror_told_to_pip_reach_uv(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = f"global.cert='/certs.pem'\n:env:.index-url='https://mirror.example/simple'\n:env:.find-links='{tmp_path}/no'\n"
    pip = [sys.executable, "-c", f"print({told!r})"]
    monkeypatch.setattr(install, "_pip", lambda _root: pip)

    assert install._as_pip_is_told(tmp_path) == {  # noqa: SLF001 - what uv is started with
        "SSL_CERT_FILE": "/certs.pem",
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
    }


def an_installed_project(folder: Path) -> Path:
    (folder / "requirements.lock").write_text("a==1")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").touch()
    (folder / ".venv" / "installed.txt").write_text(install._fingerprint(folder))  # noqa: SLF001 - its own stamp
    return folder
