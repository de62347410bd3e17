import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from deploy.local import procfile
from deploy.local.leftovers import marked
from deploy.local.processes import Supervisor
from tests.patience import eventually

MARK = "TEST_SUPERVISOR"
Lines = list[tuple[str, str]]
Start = Callable[..., Supervisor]


@pytest.fixture
def said() -> Lines:
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: Lines) -> Iterator[Start]:
    """Supervise scripts given as Python text."""
    with ExitStack() as stack:

        def start(**scripts: str) -> Supervisor:
            commands = {name: written(tmp_path, name, text) for name, text in scripts.items()}
            env = procfile.environment(Path(sys.executable), **{MARK: tmp_path.name})
            return stack.enter_context(
                Supervisor(commands, env=env, sink=lambda name, line: said.append((name, line)))
            )

        yield start


def written(folder: Path, name: str, text: str) -> str:
    script = folder / f"{name}.py"
    script.write_text(textwrap.dedent(text))
    return f"python {script}"


FOREVER = """
    import time
    print("ready", flush=True)
    time.sleep(600)
"""
WITH_A_CHILD = """
    import subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    print("child", child.pid, flush=True)
    time.sleep(600)
"""
STUBBORN = """
    import signal, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("ready", flush=True)
    time.sleep(600)
"""


def test_a_killed_process_is_back_within_two_seconds(supervise: Start, said: Lines) -> None:
    supervisor = supervise(web=FOREVER)
    supervisor.start("web")
    eventually(lambda: ("web", "ready") in said)
    first = supervisor.pid("web")

    supervisor.kill("web")

    eventually(lambda: said.count(("web", "ready")) == 2, within=2)
    assert supervisor.pid("web") != first


def test_the_fifth_kill_in_a_row_is_mended_as_fast_as_the_first(supervise: Start, said: Lines) -> None:
    supervisor = supervise(web=FOREVER)
    supervisor.start("web")

    for count in range(1, 6):
        eventually(lambda count=count: said.count(("web", "ready")) == count, within=2)
        supervisor.kill("web")

    eventually(lambda: said.count(("web", "ready")) == 6, within=2)


def test_children_of_a_dead_process_do_not_outlive_it(supervise: Start, said: Lines, tmp_path: Path) -> None:
    supervisor = supervise(worker=WITH_A_CHILD)
    supervisor.start("worker")
    eventually(lambda: said)
    child = int(said[0][1].split()[1])
    assert child in marked(MARK, tmp_path.name)

    supervisor.kill("worker")

    eventually(lambda: child not in marked(MARK, tmp_path.name))


def test_a_process_that_will_not_go_is_killed_after_the_grace(supervise: Start, said: Lines) -> None:
    supervisor = supervise(worker=STUBBORN)
    supervisor.start("worker")
    eventually(lambda: ("worker", "ready") in said)

    before = time.monotonic()
    supervisor.stop("worker", grace=0.3)

    assert time.monotonic() - before < 3
    assert ("worker", "did not stop within 0.3 s and is killed") in said


def test_stopping_leaves_nothing_behind(supervise: Start, said: Lines, tmp_path: Path) -> None:
    supervisor = supervise(web=FOREVER, worker=WITH_A_CHILD)
    supervisor.start("web")
    supervisor.start("worker")
    eventually(lambda: len(said) == 2)

    supervisor.stop("web", "worker")

    assert eventually(lambda: not marked(MARK, tmp_path.name))


def test_a_command_run_to_its_end_tells_its_code_after_its_last_words(supervise: Start, said: Lines) -> None:
    supervisor = supervise(release="print('one')\nprint('two')\nraise SystemExit(3)")

    assert supervisor.run("release") == 3
    assert said == [("release", "one"), ("release", "two")]


def test_a_frozen_process_can_be_thawed(supervise: Start, said: Lines) -> None:
    supervisor = supervise(worker="import time\nwhile True:\n    print('tick')\n    time.sleep(0.02)")
    supervisor.start("worker")
    eventually(lambda: said)

    supervisor.send("worker", signal.SIGSTOP)
    status = Path(f"/proc/{supervisor.pid('worker')}/stat")
    eventually(lambda: status.read_text().rpartition(")")[2].split()[0] == "T")
    supervisor.send("worker", signal.SIGCONT)

    heard = len(said)
    eventually(lambda: len(said) > heard + 3)
    assert supervisor.alive("worker")


def test_processes_end_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    command = written(tmp_path, "web", FOREVER)
    supervising = f"""
        import os, threading
        from deploy.local.processes import Supervisor
        commands = {{"web": {command!r}}}
        with Supervisor(commands, env=os.environ, sink=lambda *it: print(*it, flush=True)) as it:
            it.start("web")
            threading.Event().wait()
    """
    env = procfile.environment(Path(sys.executable), **{MARK: tmp_path.name})
    text = textwrap.dedent(supervising)
    with subprocess.Popen([sys.executable, "-c", text], env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"web ready\n"

        process.kill()

    assert eventually(lambda: not marked(MARK, tmp_path.name))
