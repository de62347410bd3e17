"""Commands of this feature."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    email: str
    password_hash: str
    first_name: str
    last_name: str
    role: str
    timezone: str
    locale: str
    clock: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody without an account, as they or their provider wrote it down."""

    email: str
    first_name: str
    last_name: str
    timezone: str
    locale: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Device:
    """The client a sign-in belongs to. `fingerprint` is a keyed hash: it can be compared, and that is all."""

    user_agent: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A sign-in that was opened or went on, with the one copy of its new refresh token."""

    user_id: int
    email: str
    role: str
    sign_in_id: str
    refresh_token: str
