"""Codes of a second factor: TOTP as apps show it (RFC 6238), and codes for the day on which it is lost."""

import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

from app.kernel import sealing
from app.kernel.signing import key_for
from app.ports import ports

STEP = 30  # seconds that a code stands in the app
RECOVERY_CODES = 10
_PURPOSE = "two_factors.secret"
# Without letters and figures that look alike.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_secret() -> str:
    """160 random bits in base 32, as the app is told them."""
    return pyotp.random_base32()


def address(secret: str, *, email: str) -> str:
    """What an app reads from a QR code (`otpauth://…`)."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ports().site.name)


def step_of(secret: str, code: str, *, now: datetime) -> int | None:
    """The step of time that a code belongs to: the present one, or a neighbour for clocks that differ."""
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP
    matching = [
        step
        for step in (present - 1, present, present + 1)
        if hmac.compare_digest(totp.at(step * STEP).encode(), code.encode())
    ]
    return matching[0] if matching else None


def recovery_codes() -> list[str]:
    """50 bits each, `xxxxx-xxxxx`: written down, and used once."""
    return [f"{_five()}-{_five()}" for _ in range(RECOVERY_CODES)]


def _five() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(5))


def digest(user_id: int, recovery_code: str) -> bytes:
    """What is stored of a recovery code, however it is typed. It is short, so the hash has a key."""
    plain = recovery_code.replace("-", "").replace(" ", "").lower()
    key = key_for(ports().site.secret, "recovery-code")
    return hmac.digest(key, f"{user_id}:{plain}".encode(), hashlib.sha256)


def seal(user_id: int, secret: str) -> bytes:
    return sealing.seal(ports().site.keys(_PURPOSE)[0], secret, place=f"{_PURPOSE}:{user_id}")


def unseal(user_id: int, sealed: bytes) -> str:
    """Raises sealing.Unreadable where its key is gone."""
    return sealing.unseal(ports().site.keys(_PURPOSE), sealed, place=f"{_PURPOSE}:{user_id}")
