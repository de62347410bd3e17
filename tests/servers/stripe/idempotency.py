"""What Stripe promises of a key: the first answer again, and no other question under it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.servers.stripe.refusals import Refused

Made = tuple[int, dict[str, Any]]


class Answer(NamedTuple):
    """`replayed`: it was given before, under the same key."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


class Keys:
    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, Made]] = {}

    def once(self, key: str | None, question: object, work: Callable[[], Made]) -> Answer:
        """Failed checks of the parameters are not kept; refusals and 500 of the work are."""
        if key is None:
            return Answer(*_done(work)[0])
        if key in self._kept:
            asked, answer = self._kept[key]
            if asked != question:
                raise Refused(
                    "Keys for idempotent requests can only be used with the same parameters they were "
                    "first used with.",
                    kind="idempotency_error",
                    kept=False,
                )
            return Answer(*answer, replayed=True)
        made, kept = _done(work)
        if kept:
            self._kept[key] = (question, made)
        return Answer(*made)

    def knows(self, key: str | None) -> bool:
        return key in self._kept

    def forget(self) -> None:
        """A day has passed."""
        self._kept.clear()


def _done(work: Callable[[], Made]) -> tuple[Made, bool]:
    try:
        return work(), True
    except Refused as refused:
        return (refused.status, refused.body), refused.kept
