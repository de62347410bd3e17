"""Whether two documents of a provider say the same. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.search.rules.documents import Stretch

_OF_TIME = frozenset({"availability", "next_free"})


def same(kept: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """The earlier made one holds times that are past by now, and lacks the latest: only shared ones count."""
    lasting = [
        {name: value for name, value in body.items() if name not in _OF_TIME} for body in (kept, wanted)
    ]
    if lasting[0] != lasting[1]:
        return False
    first, second = _free(kept), _free(wanted)
    return all(_alike(first[minutes], second[minutes]) for minutes in first.keys() & second.keys())


def _free(body: Mapping[str, Any]) -> dict[int, list[Stretch]]:
    return {
        times["minutes"]: [(one["gte"], one["lte"]) for one in times["starts"]]
        for times in body.get("availability", ())
    }


def _alike(one: Sequence[Stretch], other: Sequence[Stretch]) -> bool:
    begin, end = max(one[0][0], other[0][0]), min(one[-1][1], other[-1][1])
    return _between(one, begin, end) == _between(other, begin, end)


def _between(stretches: Sequence[Stretch], begin: int, end: int) -> list[Stretch]:
    return [
        (max(first, begin), min(last, end)) for first, last in stretches if last >= begin and first <= end
    ]
