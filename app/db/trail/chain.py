"""How one seal hangs on the one before, and how a head is signed. Pure."""

import hashlib
from dataclasses import dataclass

from app.kernel import signing

START = bytes(32)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one seal says of the rows `first_id` to `last_id` of a table."""

    source: str
    first_id: int
    last_id: int
    rows: int
    digest: bytes


def link(before: bytes, sealed: Sealed) -> bytes:
    """The chain's value with this seal."""
    words = f"{sealed.source}|{sealed.first_id}|{sealed.last_id}|{sealed.rows}|".encode()
    return hashlib.sha256(before + words + sealed.digest).digest()


def signature(key: bytes, seq: int, chain: bytes) -> str:
    """What shows that a head was ours: kept elsewhere, it tells when the end of the chain was cut off."""
    return signing.signature(key, f"{seq}:{chain.hex()}")
