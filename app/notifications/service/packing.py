"""From a story to what is handed over: a letter, a text, or a notification for each device."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts import phones
from app.accounts.service import mint_phone_code
from app.accounts.service.phones import LIFETIME
from app.notifications import contacts, links, queries, words
from app.notifications.facts import Story
from app.notifications.keys import key_of
from app.notifications.kinds import ANNOUNCEMENTS, Channel, Kind
from app.notifications.languages import speech_for
from app.notifications.models import Block, Delivery
from app.notifications.writing import brief, write
from app.ports import ports
from app.ports.mail import Letter
from app.ports.push import Device, Nudge
from app.ports.receipts import Why
from app.ports.sms import Text

_USEFUL = timedelta(hours=12)  # what a device was not there for in so long is told by the mail


@dataclass(frozen=True, slots=True)
class Nudges:
    """A notification and the devices that have not shown it yet, by the numbers of their rows."""

    nudge: Nudge
    devices: Mapping[int, Device]


Parcel = Letter | Text | Nudges


class NobodyThere(Exception):  # noqa: N818 - reads as what it is
    """The person has no number or no device any more."""


class Blocked(Exception):  # noqa: N818 - reads as what it is
    """Nothing more is sent to this address."""


def packed(
    session: Session, delivery: Delivery, story: Story, *, blocked: Mapping[bytes, Block], now: datetime
) -> Parcel:
    """`blocked`: what is known against mail addresses, read for many at once.

    Raises:
        NobodyThere, Blocked.
    """
    if delivery.channel == Channel.EMAIL:
        return _letter(session, delivery, story, blocked, now)
    return _PACKERS[Channel(delivery.channel)](session, delivery, story, now)


def _letter(
    session: Session, delivery: Delivery, story: Story, blocked: Mapping[bytes, Block], now: datetime
) -> Letter:
    known = contacts.known_as(Channel.EMAIL, story.reader.email)
    against = next((blocked[each] for each in known if each in blocked), None)
    _address(delivery, Channel.EMAIL, story.reader.email, against)
    link = links.one_time(session, story, delivery.user_id)
    leave = links.unsubscribe(delivery.user_id, story.kind) if ANNOUNCEMENTS[story.kind].optional else None
    written = write(story, ports().site, link=link, unsubscribe=leave, now=now)
    return Letter(
        key=key_of(delivery),
        to=story.reader.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        attachments=written.attachments,
        unsubscribe=leave,
    )


def _text(session: Session, delivery: Delivery, story: Story, now: datetime) -> Text:
    sealed, proven = queries.phone_of(session, delivery.user_id)
    number = phones.unseal(delivery.user_id, sealed)
    if number is None or not (proven or story.kind is Kind.VERIFY_PHONE):
        raise NobodyThere("there is no proven phone number")
    against = queries.block(session, contacts.known_as(Channel.SMS, number))
    _address(delivery, Channel.SMS, number, against)
    said = brief(story, ports().site, code=_code(session, delivery, story), now=now)
    return Text(key=key_of(delivery), to=number, text=said.text)


def _nudges(session: Session, delivery: Delivery, story: Story, now: datetime) -> Nudges:
    shown = set(delivery.data.get("shown", ()))
    devices = {
        row.id: Device(endpoint=row.endpoint, p256dh=row.p256dh, auth=row.auth)
        for row in queries.devices_of(session, delivery.user_id)
        if row.id not in shown
    }
    if not devices and not shown:
        raise NobodyThere("there is no device")
    said = brief(story, ports().site, now=now)
    url = ports().site.link(said.path)
    return Nudges(
        Nudge(key=key_of(delivery), title=said.title, body=said.body, url=url, lasts=_USEFUL), devices
    )


def _address(delivery: Delivery, channel: Channel, address: str, against: Block | None) -> None:
    """Note where it goes. Raises Blocked: who called us spam still gets what must be said, by mail."""
    delivery.address_hash = contacts.hashed(channel, address)
    if against is None:
        return
    if against.why == Why.COMPLAINED and not ANNOUNCEMENTS[Kind(delivery.kind)].optional:
        return
    raise Blocked(f"nothing is sent to this address: {against.why}")


def _code(session: Session, delivery: Delivery, story: Story) -> words.Code | None:
    """A fresh code, for the text that carries one."""
    if story.kind is not Kind.VERIFY_PHONE:
        return None
    speech = speech_for(story.reader.locale, story.reader.clock)
    return words.code(mint_phone_code(session, delivery.user_id), LIFETIME, speech)


_PACKERS: Mapping[Channel, Callable[[Session, Delivery, Story, datetime], Parcel]] = {
    Channel.SMS: _text,
    Channel.PUSH: _nudges,
}
