"""What callers ask of this feature, as values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect:
    """An account that opens with an address, and a password where it needs one."""

    user_id: int
    kind: str
    url: str
    username: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishConsent:
    """What came back from the company. No code: the person said no."""

    user_id: int
    state: str
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose:
    """What of a calendar counts. None leaves a thing as it is."""

    user_id: int
    calendar_id: int
    blocks: bool | None = None
    receives: bool | None = None
    tentative_blocks: bool | None = None
    whole_days_block: bool | None = None
    closed_when_unreadable: bool | None = None
