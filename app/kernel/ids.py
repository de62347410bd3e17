"""Identifiers: time-ordered for rows we only store, random for numbers a person sees."""

import os
import secrets
import time
from uuid import UUID

_LOWEST, _HIGHEST = 10**11, 10**12


def uuid7() -> UUID:
    """A time-ordered UUID (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits."""
    millis = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10))
    rand_a, rand_b = tail >> 68, tail & ((1 << 62) - 1)
    return UUID(int=(millis & ((1 << 48) - 1)) << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b)


def public_number() -> int:
    """Twelve random digits: they say nothing about how many there are. The primary key refuses a twin."""
    return _LOWEST + secrets.randbelow(_HIGHEST - _LOWEST)


def reference(number: int) -> str:
    """How a booking is shown to people: `BK-` and digits."""
    return f"BK-{number}"
