"""One delivery a message, person and channel; and addresses that nothing is sent to any more."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.adapters.mail.memory import MemoryMail
from app.adapters.push.memory import MemoryPush
from app.adapters.sms.memory import MemorySms
from app.db.session import transaction
from app.http.paging import Paging
from app.kernel.errors import PermanentError, TransientError
from app.notifications import queries, service
from app.ports import Ports
from app.ports.mail import Letter
from app.ports.push import Device, Nudge
from app.ports.receipts import Receipt, Unreachable, Why
from app.ports.sms import Text
from tests.factories.bookings_rows import Booked, a_booking
from tests.factories.installed import installed
from tests.notifications.reaching import (
    chooses,
    deliveries,
    every_delivery,
    has_device,
    has_number,
    sent,
    told,
)

pytestmark = pytest.mark.usefixtures("process")


def a_number() -> str:
    return f"+49151{uuid4().int % 10**8:08}"


def reminded(booked: Booked) -> None:
    with transaction() as session:
        service.tell(session, "booking_reminder", occasion="t", booking_id=booked.booking, version=2)


def test_a_reminder_comes_by_mail_by_text_and_on_devices_once_each(process: Ports) -> None:
    booked, number = a_booking(), a_number()
    has_number(booked.ben, number)
    has_device(booked.ben)

    reminded(booked)
    reminded(booked)

    owed = deliveries(booked.ben)
    assert set(owed) == {"EMAIL", "SMS", "PUSH"}
    assert set(deliveries(booked.ada)) == {"EMAIL"}
    for delivery in owed.values():
        sent(delivery)
    assert {delivery.status for delivery in deliveries(booked.ben).values()} == {"SENT"}
    [message] = process.sms.texts  # type: ignore[union-attr]
    assert (message.to, message.text.startswith("BookMyTime: Reminder: Career coaching")) == (number, True)
    [(_, nudge)] = process.push.nudges  # type: ignore[union-attr]
    assert nudge.url == f"https://book.example/bookings/{booked.booking}"


def test_a_number_that_is_not_proven_gets_no_text() -> None:
    booked = a_booking()
    has_number(booked.ben, proven=False)

    reminded(booked)

    assert set(deliveries(booked.ben)) == {"EMAIL"}


def test_a_number_that_was_taken_away_meanwhile_gets_no_text(process: Ports) -> None:
    booked = a_booking()
    has_number(booked.ben)
    reminded(booked)
    has_number(booked.ben, proven=False)

    sent(deliveries(booked.ben)["SMS"])

    assert deliveries(booked.ben)["SMS"].last_error == "there is no proven phone number"
    assert process.sms.texts == []  # type: ignore[union-attr]


def test_other_kinds_are_texted_to_those_who_ask_for_it() -> None:
    booked = a_booking()
    has_number(booked.ben)
    has_number(booked.ada)
    chooses(booked.ben, always_mailed=[{"kind": "booking_moved", "sms": True}])

    told("booking_moved", booked.booking)

    assert set(deliveries(booked.ben)) == {"EMAIL", "SMS"}
    assert set(deliveries(booked.ada)) == {"EMAIL"}


def test_each_channel_is_muted_by_itself() -> None:
    booked = a_booking()
    has_number(booked.ben)
    has_device(booked.ben)
    wish = {"kind": "booking_reminder", "email": False, "push": False}
    chooses(booked.ben, kinds=[wish])

    reminded(booked)

    assert set(deliveries(booked.ben)) == {"IN_APP", "SMS"}


@pytest.mark.parametrize("kind", ["review_invitation", "follow_up"])
def test_a_kind_without_a_short_form_is_mailed_alone(kind: str) -> None:
    booked = a_booking(status="COMPLETED")
    has_number(booked.ben)
    has_device(booked.ben)

    told(kind, booked.booking)

    assert set(deliveries(booked.ben)) == {"EMAIL"}


def test_what_rings_waits_for_the_morning_and_the_mail_does_not() -> None:
    booked = a_booking(ben={"timezone": "UTC"})
    has_device(booked.ben)
    now = datetime.now(UTC)
    chooses(
        booked.ben,
        quiet_hours={"begins": f"{now.hour:02}:00", "ends": f"{(now.hour + 2) % 24:02}:00"},
    )

    told("booking_moved", booked.booking)

    owed = deliveries(booked.ben)
    with transaction() as session:
        due = {
            channel: session.execute(
                text("SELECT run_at FROM tasks WHERE args->>'delivery_id' = :id"), {"id": str(delivery.id)}
            ).scalar_one()
            for channel, delivery in owed.items()
        }
    assert due["PUSH"].hour == (now.hour + 2) % 24
    assert due["EMAIL"] <= datetime.now(UTC)


def test_texts_and_notifications_do_not_repeat_in_the_list_of_messages() -> None:

    booked = a_booking()
    has_number(booked.ben)
    has_device(booked.ben)
    reminded(booked)

    with transaction() as session:
        page = queries.mine(session, booked.ben, Paging(1, 20))
        assert (page.total, queries.unread(session, booked.ben)) == (1, 1)


class Refusing(MemoryMail, MemorySms, MemoryPush):  # type: ignore[misc]
    """Raises what it is told to, whatever is handed over."""

    def __init__(self, *errors: Exception | None) -> None:
        MemoryMail.__init__(self)
        MemorySms.__init__(self)
        MemoryPush.__init__(self)
        self.errors = list(errors)
        self.tried = 0

    def send(self, *parcel: Letter | Text | Device | Nudge) -> Receipt:  # type: ignore[override]
        del parcel
        self.tried += 1
        error = self.errors.pop(0) if self.errors else None
        if error is not None:
            raise error
        return Receipt(f"taken-{self.tried}")


def test_an_address_where_nobody_is_gets_no_second_mail(database_url: str) -> None:
    with installed(database_url, mail=(mail := Refusing(Unreachable("SMTP 550 5.1.1 at recipient")))):
        booked = a_booking()
        told("booking_moved", booked.booking, 2)
        sent(deliveries(booked.ben)["EMAIL"])
        told("booking_cancelled", booked.booking, 3)
        booked.becomes(status="CANCELLED", version=3)

        sent(deliveries(booked.ben, "booking_cancelled")["EMAIL"])

        second = deliveries(booked.ben, "booking_cancelled")["EMAIL"]
        assert (second.status, second.last_error) == ("REFUSED", "nothing is sent to this address: BOUNCED")
        assert mail.tried == 1


def test_another_address_of_the_same_person_is_mailed(database_url: str) -> None:
    with installed(database_url, mail=(mail := Refusing(Unreachable("SMTP 550 5.1.1 at recipient")))):
        booked = a_booking()
        told("booking_moved", booked.booking, 2)
        sent(deliveries(booked.ben)["EMAIL"])
        with transaction() as session:
            session.execute(
                text("UPDATE users SET email = :new WHERE id = :id"),
                {"new": f"{uuid4().hex}@example.com", "id": booked.ben},
            )
        told("booking_moved", booked.booking, 3)
        [later] = [one for one in every_delivery(booked.ben) if one.data["version"] == 3]

        sent(later)

        assert mail.tried == 2


def test_a_refused_letter_says_nothing_of_its_address(database_url: str) -> None:
    with installed(database_url, mail=(mail := Refusing(PermanentError("too large")))):
        booked = a_booking()
        told("booking_moved", booked.booking, 2)
        sent(deliveries(booked.ben)["EMAIL"])
        booked.becomes(status="CANCELLED", version=3)
        told("booking_cancelled", booked.booking, 3)

        sent(deliveries(booked.ben, "booking_cancelled")["EMAIL"])

        assert mail.tried == 2


def test_a_number_whose_owner_wants_no_texts_gets_none(database_url: str) -> None:
    with installed(
        database_url, sms=(sms := Refusing(Unreachable("Twilio 400 code 21610", why=Why.STOPPED)))
    ):
        number, first, second = a_number(), a_booking(), a_booking()
        for booked in (first, second):
            has_number(booked.ben, number)
            reminded(booked)
            sent(deliveries(booked.ben)["SMS"])

        assert sms.tried == 1
        assert deliveries(second.ben)["SMS"].last_error == "nothing is sent to this address: STOPPED"


def test_a_device_that_is_gone_is_forgotten(database_url: str) -> None:
    with installed(database_url, push=Refusing(Unreachable("push service 410"))):
        booked = a_booking()
        has_device(booked.ben)
        told("booking_moved", booked.booking, 2)

        sent(deliveries(booked.ben)["PUSH"])
        told("booking_moved", booked.booking, 3)

        assert deliveries(booked.ben)["PUSH"].status == "REFUSED"
        assert [one.channel for one in every_delivery(booked.ben) if one.data["version"] == 3] == ["EMAIL"]


def test_one_device_that_fails_is_tried_again_and_the_others_are_not(database_url: str) -> None:
    with installed(database_url, push=(push := Refusing(None, TransientError("push service 503"), None))):
        booked = a_booking()
        for _ in range(3):
            has_device(booked.ben)
        told("booking_moved", booked.booking, 2)

        first = sent(deliveries(booked.ben)["PUSH"])
        assert deliveries(booked.ben)["PUSH"].status == "OWED"
        second = sent(deliveries(booked.ben)["PUSH"])

        assert first is not None
        assert second is not None
        assert (first.again, second.again) == ("push service 503", None)
        assert push.tried == 4
        assert deliveries(booked.ben)["PUSH"].status == "SENT"


def test_a_site_without_texts_and_notifications_owes_none(database_url: str) -> None:
    with installed(database_url, sms=None, push=None):
        booked = a_booking()
        has_number(booked.ben)
        has_device(booked.ben)

        reminded(booked)

        assert set(deliveries(booked.ben)) == {"EMAIL"}


def test_mails_that_can_be_left_say_how() -> None:
    booked = a_booking()
    reminded(booked)
    with transaction() as session:
        letter = service.compose(session, deliveries(booked.ben)["EMAIL"].id, now=datetime.now(UTC))

    assert isinstance(letter, Letter)
    assert letter.unsubscribe is not None
    assert letter.unsubscribe.startswith(f"https://book.example/unsubscribe/{booked.ben}/booking_reminder/")
    assert letter.unsubscribe in letter.text
