"""Chance that falls the same way in every demo world."""

from random import Random

_SEED = 1


def luck(purpose: str) -> Random:
    """Numbers for one purpose alone: how many another purpose took changes nothing here."""
    return Random(f"{_SEED}/{purpose}")  # noqa: S311 - it decides about nobody who exists
