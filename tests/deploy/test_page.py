"""Building the web page: only where Node is, only when something changed, and one clear line where not."""

import stat
from pathlib import Path

import pytest

from deploy.local import page

NODE = '#!/bin/sh\necho "v{version}"\n'
NPM = '#!/bin/sh\necho "$@" >> "$PWD/../asked.txt"\nmkdir -p dist node_modules\nexit {code}\n'


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    folder = tmp_path / "frontend"
    (folder / "src").mkdir(parents=True)
    (folder / "package-lock.json").write_text("{}")
    (folder / "src" / "main.tsx").write_text("start()")
    return folder


def programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str = "20.19.0", code: int = 0
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir(exist_ok=True)
    for name, text in {"node": NODE.format(version=version), "npm": NPM.format(code=code)}.items():
        (programs / name).write_text(text)
        (programs / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")


def asked(tmp_path: Path) -> list[str]:
    return (tmp_path / "asked.txt").read_text().splitlines()


def test_without_node_one_line_says_how_to_get_the_page(
    frontend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    said = page.build(frontend)

    assert said is not None
    assert "Node.js 20.19" in said
    assert "\n" not in said


def test_a_node_that_is_too_old_counts_as_none(
    frontend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path, monkeypatch, version="18.20.1")

    assert page.build(frontend) is not None


def test_the_page_is_built_once_and_again_when_a_source_changed(
    frontend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path, monkeypatch)

    assert page.build(frontend) is None
    assert page.build(frontend) is None
    first = len(asked(tmp_path))
    (frontend / "src" / "main.tsx").write_text("start(again)")
    assert page.build(frontend) is None

    assert first == 2  # install, build
    assert len(asked(tmp_path)) == 3  # the lock is the same: nothing to install


def test_a_build_that_fails_leaves_the_api_and_says_so(
    frontend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path, monkeypatch, code=1)

    said = page.build(frontend)

    assert said is not None
    assert "the API works without" in said
