"""Links that go out in mails.

The pages that they open take the secret from behind the `#`: it stays out of every log and Referer header.
"""

from sqlalchemy.orm import Session

from app.accounts.service import mint_one_time_token
from app.accounts.service.one_time import LIFETIMES
from app.bookings import guest_links
from app.kernel import signing
from app.notifications import words
from app.notifications.facts import Person, Story
from app.notifications.kinds import Kind
from app.notifications.languages import speech_for
from app.notifications.words import Link
from app.ports import ports

_PAGES = {
    Kind.VERIFY_EMAIL: "/verify-email",
    Kind.PASSWORD_RESET: "/reset-password",
    Kind.GUEST_BOOKING: "/guest/confirm",
}


_UNSUBSCRIBE = "unsubscribe"


def unsubscribe(user_id: int, kind: str) -> str:
    """Where mails of one kind end, without signing in: the signature is the permission, and good for this."""
    proof = signing.signature(ports().site.keys(_UNSUBSCRIBE)[0], f"{user_id}:{kind}")
    return ports().site.link(f"/unsubscribe/{user_id}/{kind}/{proof}")


def is_genuine(user_id: int, kind: str, proof: str) -> bool:
    """Whether we gave this link, under the present secret or an earlier one."""
    keys = ports().site.keys(_UNSUBSCRIBE)
    return any(signing.genuine(key, f"{user_id}:{kind}", proof) for key in keys)


def one_time(session: Session, story: Story, user_id: int) -> Link | None:
    """A fresh link for the kinds that need one; its purpose bears the kind's name."""
    page = _PAGES.get(story.kind)
    if page is None:
        return None
    token = mint_one_time_token(session, user_id, story.kind.value)
    url = ports().site.link(f"{page}#token={token}")
    return words.link(url, LIFETIMES[story.kind.value], speech_for(story.reader.locale, story.reader.clock))


def manage(kind: Kind, booking_id: int, reader: Person, user_id: int) -> str | None:
    """Where a guest looks after a booking, once they have shown that the address is theirs."""
    confirmed = reader.guest and kind is not Kind.GUEST_BOOKING
    return guest_links.link_of(booking_id, user_id) if confirmed else None
