"""How a person can be reached, as that person sees it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts import phones
from app.accounts import queries as accounts
from app.accounts.errors import SignInEnded
from app.notifications import contacts, queries
from app.notifications.kinds import Channel


@dataclass(frozen=True, slots=True)
class Contact:
    """`blocked` says why nothing more is sent there."""

    verified: bool
    blocked: str | None


@dataclass(frozen=True, slots=True)
class Contacts:
    email: Contact
    phone: Contact | None
    devices: int


def contacts_of(session: Session, user_id: int) -> Contacts:
    """Raises SignInEnded."""
    user = accounts.user(session, user_id)
    if user is None:
        raise SignInEnded
    number = phones.unseal(user_id, user.phone_encrypted)
    email = Contact(user.email_verified_at is not None, _blocked(session, Channel.EMAIL, user.email))
    phone = None
    if number is not None:
        phone = Contact(user.phone_verified_at is not None, _blocked(session, Channel.SMS, number))
    return Contacts(email, phone, len(queries.devices_of(session, user_id)))


def _blocked(session: Session, channel: Channel, address: str) -> str | None:
    found = queries.block(session, contacts.known_as(channel, address))
    return found.why if found is not None else None
