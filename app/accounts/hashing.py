"""Hashing passwords: bcrypt over an HMAC, a few at a time, so that logins never take the API's cores.

A stored hash reads `v1.<pepper's id>.<bcrypt>`. bcrypt takes 72 bytes, so it gets the HMAC-SHA-256 of the
password under the pepper in base64: long passwords count whole, and a stolen table alone is of no use.
"""

import base64
import hashlib
import hmac
import os
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import bcrypt

from app.kernel.errors import Unavailable
from app.kernel.sealing import key_id
from app.ports import ports

SAFE_COST = 12
_SCHEME = "v1"


@dataclass(frozen=True, slots=True)
class Proof:
    """The password was right for `stored`; `renewed` is its hash by today's rules where those changed."""

    stored: str
    renewed: str | None


class Hasher:
    """`at_once` hashes run, `queue` more may wait `patience`; whoever comes then is told to come back."""

    def __init__(
        self,
        *,
        cost: int = SAFE_COST,
        at_once: int = max(1, (os.cpu_count() or 1) // 2),
        queue: int = 8,
        patience: timedelta = timedelta(seconds=3),
    ) -> None:
        self._cost = cost
        self._running = threading.BoundedSemaphore(at_once)
        self._admitted = threading.BoundedSemaphore(at_once + queue)
        self._patience = patience.total_seconds()

    def hash(self, password: str) -> str:
        """Raises Unavailable when too many are being hashed."""
        pepper = _peppers()[0]
        with self._turn():
            hashed = bcrypt.hashpw(_peppered(pepper, password), bcrypt.gensalt(self._cost))
        return f"{_SCHEME}.{key_id(pepper).hex()}.{hashed.decode()}"

    def prove(self, password: str, stored: str | None) -> Proof | None:
        """Whether the password is right; for nobody (`stored` is None) it costs the same and never is.

        Raises:
            Unavailable: too many are being hashed.
        """
        pepper, hashed = self._parse(stored)
        with self._turn():
            right = bcrypt.checkpw(_peppered(pepper, password), hashed)
        if stored is None or not right:
            return None
        return Proof(stored, self.hash(password) if self._outdated(stored) else None)

    def _parse(self, stored: str | None) -> tuple[bytes, bytes]:
        """Pepper and bcrypt hash to compare with: where there is none, a hash that no password has."""
        peppers = _peppers()
        _, pepper_id, hashed = (stored or "..").split(".", 2)
        for pepper in peppers:
            if key_id(pepper).hex() == pepper_id:
                return pepper, hashed.encode()
        return peppers[0], b"$2b$%02d$" % self._cost + b"." * 53

    def _outdated(self, stored: str) -> bool:
        today = f"{_SCHEME}.{key_id(_peppers()[0]).hex()}.$2b${self._cost:02}$"
        return not stored.startswith(today)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._admitted.acquire(blocking=False):
            raise Unavailable(headers={"Retry-After": "2"})
        try:
            if not self._running.acquire(timeout=self._patience):
                raise Unavailable(headers={"Retry-After": "2"})
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._admitted.release()


_installed = [Hasher()]


def install(new: Hasher) -> Hasher:
    """Make `new` the process's hasher; returns what stood there, so that a test can put it back."""
    old = _installed.pop()
    _installed.append(new)
    return old


def hasher() -> Hasher:
    return _installed[0]


def _peppers() -> Sequence[bytes]:
    return ports().site.keys("password-pepper")


def _peppered(pepper: bytes, password: str) -> bytes:
    text = unicodedata.normalize("NFC", password).encode()
    return base64.b64encode(hmac.digest(pepper, text, hashlib.sha256))
