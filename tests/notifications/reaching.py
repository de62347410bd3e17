"""People with numbers and devices, for tests of channels."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import select, update

from app.accounts import phones
from app.accounts.models import User
from app.db.session import reading, transaction
from app.notifications import service
from app.notifications.models import Delivery
from app.notifications.service import AddDevice
from tests.servers.push import Browser

NUMBER = "+4915112345678"


def has_number(user_id: int, number: str = NUMBER, *, proven: bool = True) -> None:
    values = {
        "phone_encrypted": phones.seal(user_id, number),
        "phone_verified_at": datetime.now(UTC) if proven else None,
    }
    with transaction() as session:
        session.execute(update(User).where(User.id == user_id).values(values))


def has_device(user_id: int, browser: Browser | None = None) -> int:
    device = (browser or Browser("https://push.example.com", uuid4().hex)).device
    command = AddDevice(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth, user_agent="test")
    with transaction() as session:
        return service.add_device(session, user_id, command).id


def chooses(user_id: int, **changes: object) -> None:
    with transaction() as session:
        service.change_preferences(session, user_id, changes)


def told(kind: str, booking_id: int, version: int = 2) -> list[int]:
    with transaction() as session:
        return service.tell(session, kind, occasion="t", booking_id=booking_id, version=version)


def deliveries(user_id: int, kind: str | None = None) -> dict[str, Delivery]:
    """By channel."""
    with reading() as session:
        query = select(Delivery).where(Delivery.user_id == user_id)
        rows = session.scalars(query if kind is None else query.where(Delivery.kind == kind)).all()
        return {row.channel: row for row in rows}


def every_delivery(user_id: int) -> Sequence[Delivery]:
    with reading() as session:
        return session.scalars(select(Delivery).where(Delivery.user_id == user_id)).all()


def sent(delivery: Delivery) -> service.Outcome | None:
    """Composed, handed over and settled, as the actor does it."""
    with transaction() as session:
        parcel = service.compose(session, delivery.id, now=datetime.now(UTC))
    if parcel is None:
        return None
    outcome = service.hand_over(parcel)
    with transaction() as session:
        service.settle(session, delivery.id, outcome, now=datetime.now(UTC))
    return outcome
