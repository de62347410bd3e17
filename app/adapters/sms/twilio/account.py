"""One account at Twilio."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`sender` is a number in E.164, or the id of a messaging service (`MG…`).

    The first of `tokens` signs our calls; webhooks may bear the signature of any of them.
    """

    sid: str
    tokens: tuple[str, ...]
    sender: str
    url: str = "https://api.twilio.com"
