"""The actors of messages on the real ledger: sent once, refused for good, tried again later."""

from uuid import UUID

from sqlalchemy import select

from app.bookings.models import Booking
from app.db import ledger
from app.db.ledger import Fate
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.kernel.errors import PermanentError, TransientError
from app.notifications.models import Delivery
from app.ports import Ports
from tests.factories.bookings_rows import Booked, a_booking
from tests.workers.tasks.messaging import MoodyMail, owe, sends, state, work


def test_what_is_told_is_owed_and_sent(booked: Booked, mail: MoodyMail) -> None:
    assert work(owe(kind="booking_confirmed", booking_id=booked.booking, version=2)) is None

    fates = [work(task) for task, _ in sends(booked)]

    assert fates == [None, None]
    assert len(mail.letters) == 2
    assert {delivery.status for _, delivery in sends(booked)} == {"SENT"}
    assert {delivery.reference for _, delivery in sends(booked)} == {
        f"<{letter.key}@memory.example>" for letter in mail.letters
    }


def test_a_task_that_tells_twice_owes_once(booked: Booked) -> None:
    work(owe(kind="booking_confirmed", booking_id=booked.booking, version=2))
    work(owe(kind="booking_confirmed", booking_id=booked.booking, version=2))

    assert len(sends(booked)) == 2


def test_a_refused_letter_is_marked_and_never_tried_again(booked: Booked, mail: MoodyMail) -> None:
    work(owe(kind="booking_requested", booking_id=booked.booking, version=2))
    booked.becomes(status="PENDING", step="APPROVAL")
    [(task, _)] = sends(booked)
    mail.moods = [PermanentError("SMTP 550 5.1.1 at recipient")]

    assert work(task) is None

    [(_, delivery)] = sends(booked)
    assert (delivery.status, delivery.last_error) == ("REFUSED", "SMTP 550 5.1.1 at recipient")
    assert state(task) == "done"


def test_a_letter_that_may_go_later_is_tried_again_under_the_same_name(
    booked: Booked, mail: MoodyMail
) -> None:
    work(owe(kind="booking_confirmed", booking_id=booked.booking, version=2))
    task, _ = sends(booked)[0]
    mail.moods = [TransientError("SMTP 451 at content")]

    first = work(task)
    second = work(task)

    assert (first, second) == (Fate.RETRY, None)
    assert len(mail.letters) == 2
    assert mail.letters[0].key == mail.letters[1].key
    assert sends(booked)[0][1].status == "SENT"


def test_what_is_no_longer_true_is_finished_without_a_letter(booked: Booked, mail: MoodyMail) -> None:
    work(owe(kind="booking_confirmed", booking_id=booked.booking, version=2))
    booked.becomes(status="CANCELLED", version=3)

    fates = [work(task) for task, _ in sends(booked)]

    assert (fates, mail.letters) == ([None, None], [])
    assert {delivery.status for _, delivery in sends(booked)} == {"DROPPED"}


def test_a_message_that_was_sent_before_its_task_ended_is_not_sent_again(
    booked: Booked, mail: MoodyMail
) -> None:
    work(owe(kind="booking_confirmed", booking_id=booked.booking, version=2))
    task, delivery = sends(booked)[0]
    with transaction() as session:
        again = ledger.enqueue(session, "notifications.send", delivery_id=delivery.id)
    assert again is not None

    assert [work(task), work(again)] == [None, None]
    assert len(mail.letters) == 1


def test_a_password_mail_is_owed_once_by_one_task_and_again_by_the_next(booked: Booked) -> None:
    for _ in range(2):
        assert work(owe(kind="password_reset", user_id=booked.ben)) is None

    with reading() as session:
        mails = session.scalars(select(Delivery).where(Delivery.kind == "password_reset")).all()
    assert len([one for one in mails if one.user_id == booked.ben]) == 2


def test_a_message_to_nobody_is_done_at_once(booked: Booked) -> None:
    del booked

    assert work(owe(kind="password_reset", user_id=0)) is None


def owed_by(actor: str, **args: object) -> list[UUID]:
    """The tasks of one actor with these among their arguments."""
    with reading() as session:
        rows = session.scalars(select(TaskRow).where(TaskRow.actor == actor).order_by(TaskRow.id)).all()
        return [row.id for row in rows if args.items() <= row.args.items()]


def enqueued(actor: str, **args: object) -> UUID:
    with transaction() as session:
        task_id = ledger.enqueue(session, actor, **args)
    assert task_id is not None
    return task_id


def test_a_reminder_is_planned_owed_and_sent(booked: Booked, mail: MoodyMail) -> None:
    assert work(enqueued("notifications.schedule_reminders", booking_id=booked.booking, version=2)) is None
    planned = owed_by("notifications.remind", booking_id=booked.booking, minutes=60, role="client")

    assert [work(task_id) for task_id in planned] == [None]
    [(task_id, delivery)] = sends(booked)
    assert work(task_id) is None

    assert [letter.subject[:9] for letter in mail.letters] == ["Reminder:"]
    assert delivery.kind == "booking_reminder"


def test_a_moved_booking_makes_its_old_reminders_void(booked: Booked) -> None:
    work(enqueued("notifications.schedule_reminders", booking_id=booked.booking, version=2))
    booked.becomes(version=3)

    tasks = owed_by("notifications.remind", booking_id=booked.booking)

    assert [work(task_id) for task_id in tasks] == [None] * 4
    assert sends(booked) == []


def test_a_digest_is_planned_and_owed(booked: Booked) -> None:
    with reading() as session:
        day = session.scalars(select(Booking.start_time).where(Booking.id == booked.booking)).one()

    assert work(enqueued("notifications.plan_digests")) is None
    assert work(enqueued("notifications.digest", provider_id=booked.provider, day=f"{day:%Y-%m-%d}")) is None

    with reading() as session:
        mine = (Delivery.user_id == booked.ada, Delivery.kind == "agenda_digest")
        assert len(session.scalars(select(Delivery).where(*mine)).all()) == 1


def test_a_rejection_is_told_to_the_client_alone(process: Ports, mail: MoodyMail) -> None:
    del process
    rejected = a_booking(status="REJECTED", reason="SLOT_TAKEN")

    assert work(enqueued("notifications.tell_rejection", booking_id=rejected.booking)) is None
    [(task_id, delivery)] = sends(rejected)
    assert work(task_id) is None

    assert delivery.user_id == rejected.ben
    assert mail.letters[0].subject.startswith("Not booked:")
