"""`make run`: servers, migrations, demo data and all processes, until Ctrl-C."""

import argparse
import contextlib
import os
import shutil
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from deploy.local import page, procfile, servers
from deploy.local.console import Console
from deploy.local.errors import LaunchError
from deploy.local.once import MARK, Run, only_run
from deploy.local.ports import HOST, Ports, is_free
from deploy.local.processes import ROOT, Supervisor

DATA = Path(os.environ.get("BOOKMYTIME_DATA", ROOT / ".data"))
RELEASE = "release"
DEMO = "demo data"
DEMO_COMMAND = "python -m app.cli seed --once"
ANSWERS_WITHIN_S = 60.0
LOOK_EVERY_S = 0.2


INDEX = "search index"
INDEX_COMMAND = "python -m app.cli search rebuild --if-missing"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python3 manage.py run", description=__doc__)
    parser.add_argument("--search", choices=("postgres", "opensearch"), default="postgres")
    search = parser.parse_args().search
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    commands = procfile.read(ROOT / "Procfile")
    console = Console([*commands, DEMO, INDEX])
    try:
        with only_run(DATA) as run:
            if no_page := page.build(ROOT / "frontend"):
                console.say(no_page)
            return _run(run, commands, console, search)
    except KeyboardInterrupt:
        console.say("Stopped.")
        return 0
    except LaunchError as error:
        print(error, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(f"This account may not use {error.filename}; was it made by another one?", file=sys.stderr)
        return 1


def _run(run: Run, commands: dict[str, str], console: Console, search: str) -> int:
    with servers.running(DATA, console, search=search) as backing:
        address = _address()
        run.announce(address)
        env = _environment(run, address, backing.addresses)
        jobs = {**commands, DEMO: DEMO_COMMAND, INDEX: INDEX_COMMAND}
        with Supervisor(jobs, env=env, sink=console) as supervisor:
            demo = [DEMO] if env["BOOKMYTIME_ENVIRONMENT"] == "development" else []
            for step in (RELEASE, *demo, INDEX):
                if code := supervisor.run(step):
                    console.say(f"{step} did not succeed (exit code {code}); nothing was started.")
                    return 1
            for name in commands:
                if name != RELEASE:
                    supervisor.start(name)
            threading.Thread(target=_say_when_it_answers, args=(address, console), daemon=True).start()
            while True:  # until a signal
                time.sleep(LOOK_EVERY_S)
                backing.mend(console)


def _address() -> str:
    wanted = os.environ.get("PORT")
    if wanted and not (wanted.isdigit() and is_free(int(wanted))):
        raise LaunchError(f"PORT={wanted} is no free port; leave PORT out and a free one is chosen.")
    return f"http://{HOST}:{wanted or Ports(DATA / 'ports.json').choose('web')}"


def _environment(run: Run, address: str, addresses: dict[str, str]) -> dict[str, str]:
    metrics = DATA / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)  # counters of processes that are gone
    metrics.mkdir()
    ours = {
        **addresses,
        MARK: run.mark,
        "PORT": address.rpartition(":")[2],
        "PUBLIC_URL": os.environ.get("PUBLIC_URL", address),
        "BOOKMYTIME_ENVIRONMENT": os.environ.get("BOOKMYTIME_ENVIRONMENT", "development"),
        "BOOKMYTIME_LOG_FORMAT": os.environ.get("BOOKMYTIME_LOG_FORMAT", "console"),
        "BOOKMYTIME_FILES_DIR": os.environ.get("BOOKMYTIME_FILES_DIR", str(DATA / "files")),
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
    }
    return procfile.environment(Path(sys.executable), **ours)


def _say_when_it_answers(address: str, console: Console) -> None:
    deadline = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/health", timeout=1):  # noqa: S310 - our own address
            console.say(f"BookMyTime is at {address}  (API docs /docs, mails /dev/inbox); Ctrl-C stops it")
            return
        time.sleep(0.05)
    console.say(
        f"{address}/health has not answered for {ANSWERS_WITHIN_S:.0f} s; the reason should stand above."
    )


def _stop(_number: int, _frame: FrameType | None) -> None:
    """Leave by way of every `finally`; a second Ctrl-C changes nothing, for it is quick."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
