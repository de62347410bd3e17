"""Slowing down those who keep times, or have mails sent, without saying who they are."""

from app.http.rate_limits import address, hit
from app.kernel import signing
from app.ports import ports
from app.ports.limits import Quota

HOLDS = Quota("guest-holds", 10, 10 * 60, closed=True)
MAILS = Quota("guest-mails", 5, 60 * 60, closed=True)
LINKS = Quota("guest-links", 20, 60, closed=True)
CONTACTS = Quota("guest-contacts", 60, 60 * 60, closed=True)


def request(email: str) -> None:
    """Raises RateLimited. Each address has few mails an hour, whoever asks for them."""
    hit(HOLDS, address())
    key = signing.key_for(ports().site.secret, "throttle")
    hit(MAILS, "guest:" + signing.signature(key, email.casefold()))


def mailed_link() -> None:
    """Raises RateLimited."""
    hit(LINKS, address())


def contact(provider_user_id: int) -> None:
    """A provider books for strangers, who get mails. Raises RateLimited."""
    hit(CONTACTS, f"user:{provider_user_id}")
