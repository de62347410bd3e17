"""Instants written short: a month of slots is a few dozen runs of equal steps. Pure."""

from collections.abc import Sequence


def runs_of(starts: Sequence[int], origin: int) -> list[int]:
    """Ascending instants as triples of gap, step and count; the first gap counts from `origin`.

    Each later gap counts from the last instant of the run before it.
    """
    runs: list[int] = []
    last, place = origin, 0
    while place < len(starts):
        count, step = _run(starts, place)
        runs += (starts[place] - last, step, count)
        place += count
        last = starts[place - 1]
    return runs


def among(runs: Sequence[int], origin: int, instant: int) -> bool:
    """Whether an instant is one of those that `runs_of` wrote."""
    last = origin
    for gap, step, count in zip(runs[::3], runs[1::3], runs[2::3], strict=True):
        first = last + gap
        last = first + step * (count - 1)
        if instant <= last:
            return first <= instant and (instant == first or (instant - first) % step == 0)
    return False


def _run(starts: Sequence[int], place: int) -> tuple[int, int]:
    """How many instants follow one another in equal steps, from this place on."""
    if place + 1 == len(starts):
        return 1, 0
    step = starts[place + 1] - starts[place]
    end = place + 2
    while end < len(starts) and starts[end] - starts[end - 1] == step:
        end += 1
    return end - place, step
