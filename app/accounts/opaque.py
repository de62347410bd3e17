"""Tokens that mean nothing: 256 random bits for their holder, and only a hash for the books."""

import hashlib
import secrets


def mint() -> tuple[str, bytes]:
    """A new token, and what to store of it."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> bytes:
    """What is stored. A plain hash is enough: nobody can try 2²⁵⁶ tokens."""
    return hashlib.sha256(token.encode()).digest()
