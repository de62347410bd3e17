"""`manage.py check`: every check that runs no test, side by side, each with its outcome."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from deploy.local import page

ROOT = Path(__file__).parents[2]
PAGE_CHECKS = ("api:fresh", "typecheck", "lint", "format:check", "test", "build")
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    passed: bool
    said: str
    took: float


def main() -> int:
    """Print a line a check, and what the failed ones said; the exit code is their number."""
    checks: dict[str, Callable[[], tuple[int, str]]] = {
        "types (mypy)": lambda: _run("mypy"),
        "migrations (squawk)": _migrations,
        "imports (import-linter)": lambda: _run("lint-imports", "--no-logo"),
        "lint (ruff)": lambda: _run("ruff", "check"),
        "format (ruff)": lambda: _run("ruff", "format", "--check"),
        "dependencies (deptry)": lambda: _run("deptry", "--no-ansi", "."),
        "alarms (promtool)": _alarms,
        "web page": _page,
    }
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        running = [pool.submit(_outcome, name, check) for name, check in checks.items()]
        outcomes = [_told(done.result()) for done in as_completed(running)]
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    print(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return len(failed)


def _outcome(name: str, check: Callable[[], tuple[int, str]]) -> Outcome:
    started = time.monotonic()
    code, said = check()
    return Outcome(name, code == 0, said, time.monotonic() - started)


def _told(outcome: Outcome) -> Outcome:
    left_out = f"  {outcome.said}" if outcome.passed and outcome.said.startswith("left out") else ""
    verdict = "ok    " if outcome.passed else "FAILED"
    print(f"{verdict} {outcome.name:24} {outcome.took:5.1f} s{left_out}", flush=True)
    if not outcome.passed:
        print(outcome.said, flush=True)
    return outcome


def _migrations() -> tuple[int, str]:
    """Squawk reads the SQL of every migration; each is one transaction, and so one file."""
    with tempfile.TemporaryDirectory() as folder:
        written = subprocess.run(
            [sys.executable, "-m", "deploy.local.migration_sql", folder],
            check=False,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": "postgresql://offline/offline"},
            capture_output=True,
            text=True,
        )
        if written.returncode != 0:
            return written.returncode, written.stderr
        return _run("squawk", *sorted(str(file) for file in Path(folder).glob("*.sql")))


def _page() -> tuple[int, str]:
    """Types, lint, format, tests and a fresh client: in one turn, for they share two cores with the rest."""
    npm = page.node()
    if npm is None:
        return 0, "left out: there is no Node.js here"
    frontend = ROOT / "frontend"
    if wrong := page.install(frontend, npm):
        return 1, wrong
    for script in PAGE_CHECKS:
        done = subprocess.run(
            [npm, "run", "--silent", script], check=False, cwd=frontend, capture_output=True, text=True
        )
        if done.returncode != 0:
            return done.returncode, f"npm run {script}\n{done.stdout}{done.stderr}"
    return 0, ""


def _alarms() -> tuple[int, str]:
    """The rules that wake somebody up, and what they do in the cases beside them."""
    promtool = shutil.which("promtool")
    if promtool is None:
        return 0, "left out: there is no promtool here"
    for words in (("check", "rules", "rules.yml"), ("test", "rules", "rules_test.yml")):
        done = subprocess.run(
            [promtool, *words],
            check=False,
            cwd=ROOT / "deploy" / "prometheus",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            return done.returncode, done.stdout
    return 0, ""


def _run(program: str, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [str(BIN / program), *arguments],
        check=False,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


if __name__ == "__main__":
    sys.exit(main())
