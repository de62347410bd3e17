"""Whose turn it is: of the hosts who are free, the one who has least for their weight. Pure.

In short: the highest priority first; then whoever would have the smallest share with this booking, bookings
divided by weight; then by lot, which the seed decides. So the same facts give the same order, and the facts
are the explanation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any


@dataclass(frozen=True, slots=True)
class Turn:
    """A host who is free, and what decides whether it is their turn. `booked`: what they have already."""

    host_id: int
    weight: int
    priority: int
    booked: int

    @property
    def share(self) -> Fraction:
        """What they would have for each unit of their weight, with one booking more."""
        return Fraction(self.booked + 1, self.weight)


def in_turn(free: Iterable[Turn], seed: int) -> list[Turn]:
    """Everybody who is free, in the order in which they are to be asked."""
    return sorted(free, key=lambda turn: (-turn.priority, turn.share, _lot(turn.host_id, seed)))


def explained(ordered: Iterable[Turn]) -> list[dict[str, Any]]:
    """The order as plain facts, for whoever asks why: the first of them got it, unless they lost a race."""
    return [
        {
            "hostId": turn.host_id,
            "priority": turn.priority,
            "weight": turn.weight,
            "booked": turn.booked,
            "share": f"{turn.booked + 1}/{turn.weight}",
        }
        for turn in ordered
    ]


def _lot(host_id: int, seed: int) -> bytes:
    return sha256(f"{seed}:{host_id}".encode()).digest()
