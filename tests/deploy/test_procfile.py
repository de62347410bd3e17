from pathlib import Path

import pytest

from deploy.local import procfile
from deploy.local.console import Console


def test_comments_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "Procfile"
    file.write_text("# the web\nweb: python -m app.serve\n\nworker: dramatiq workers.main --queues a b\n")

    assert procfile.read(file) == {
        "web": "python -m app.serve",
        "worker": "dramatiq workers.main --queues a b",
    }


def test_a_plain_command_is_started_without_a_shell_between() -> None:
    assert procfile.arguments("python -m app.serve") == ["python", "-m", "app.serve"]


def test_a_compound_command_goes_through_a_shell() -> None:
    assert procfile.arguments("one && two") == ["/bin/sh", "-c", "one && two"]


def test_processes_keep_the_code_they_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")

    assert "PYTHONDONTWRITEBYTECODE" not in procfile.environment(Path("/usr/bin/python"))


def test_each_line_of_a_log_bears_the_name_of_its_process(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(["web", "worker"], colour=False)

    console("web", "hello")
    console("worker", "there")

    assert capsys.readouterr().out == "web    | hello\nworker | there\n"


def test_names_are_coloured_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Console(["web"], colour=True)("web", "hello")

    assert capsys.readouterr().out == "\033[36mweb\033[0m | hello\n"
