"""Everything that breaks the product on purpose, one after the other: `python -m tests.chaos.whole --seed 7`.

First many histories without any server, then each fault at each phase of the work, then faults by chance
under load, then money. Ends with a table of what each part tried, lost and did twice; exit code 1 if any part
failed.
"""

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.stack import ROOT

COLUMNS = ("bookings", "messages", "charges", "lost", "doubled", "broken")


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    module: str
    options: Sequence[str]


@dataclass(frozen=True, slots=True)
class Done:
    part: Part
    seconds: float
    good: bool
    figures: dict[str, Any]


def parts(seed: int) -> list[Part]:
    """Histories are numbered: each seed has 20,000 of its own."""
    return [
        Part(
            "histories with a clock of their own", "tests.chaos.simulation", ["--first", str(seed * 20_000)]
        ),
        Part("each fault at each phase", "tests.chaos.matrix", ["--seed", str(seed)]),
        Part("faults by chance under load", "tests.chaos", ["--seed", str(seed), "--seconds", "30"]),
        Part("money", "tests.money", ["--seed", str(seed), "--bookings", "300"]),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.whole", description=__doc__)
    fresh = random.randrange(1000, 10_000)  # noqa: S311 - no secret
    parser.add_argument("--seed", type=int, default=fresh, help="by default one by chance")
    seed = parser.parse_args().seed
    done = [_carry_out(part) for part in parts(seed)]
    print("", *table(seed, done), sep="\n")
    return 0 if all(each.good for each in done) else 1


def _carry_out(part: Part) -> Done:
    """Its words are handed through; its last line may be one JSON object of figures."""
    print(f"\n{part.name}: python -m {' '.join([part.module, *part.options])}", flush=True)
    began, last = time.monotonic(), ""
    command = [sys.executable, "-m", part.module, *part.options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line
    figures = json.loads(last) if last.startswith("{") else {}
    return Done(part, time.monotonic() - began, process.returncode == 0, figures)


def table(seed: int, done: Sequence[Done]) -> Iterator[str]:
    yield f"{f'seed {seed}':<40}{''.join(f'{name:>10}' for name in COLUMNS)}{'seconds':>10}"
    for each in done:
        cells = "".join(f"{each.figures.get(name, '-'):>10}" for name in COLUMNS)
        yield f"{each.part.name:<40}{cells}{each.seconds:>10.0f}{'' if each.good else '  FAILED'}"
    yield f"{sum(each.seconds for each in done):.0f} s in all"


if __name__ == "__main__":
    sys.exit(main())
