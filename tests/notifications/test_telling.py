"""Owing messages, writing them from the present truth, and what becomes of them."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import select, update

from app.accounts.models import OneTimeToken, User
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction
from app.notifications import service
from app.notifications.models import Delivery
from app.ports import Ports
from app.ports.mail import Letter, Receipt
from tests.factories.bookings_rows import Booked, a_booking, a_user
from tests.races import at_once

pytestmark = pytest.mark.usefixtures("process")


def told(booked: Booked, kind: str, **about: int) -> list[int]:
    with transaction() as session:
        return service.tell(session, kind, occasion="t", booking_id=booked.booking, **about)


def composed(delivery_id: int) -> Letter | None:
    with transaction() as session:
        return service.compose(session, delivery_id, now=datetime.now(UTC))


def delivery(delivery_id: int) -> Delivery:
    with reading() as session:
        return session.scalars(select(Delivery).where(Delivery.id == delivery_id)).one()


def sends(*delivery_ids: int) -> int:
    with reading() as session:
        rows = session.scalars(select(TaskRow.args).where(TaskRow.actor == "notifications.send"))
        return sum(args["delivery_id"] in delivery_ids for args in rows)


def account_mail(kind: str, occasion: str = "t", **person: object) -> tuple[int, list[int]]:
    with transaction() as session:
        user_id = a_user(session, "Ben", "Carter", **person).id
        return user_id, service.tell(session, kind, occasion=occasion, user_id=user_id)


def test_a_confirmation_is_owed_to_both_and_its_sending_with_it(process: Ports) -> None:
    booked = a_booking()

    owed = told(booked, "booking_confirmed", version=2)

    assert {delivery(one).user_id for one in owed} == {booked.ada, booked.ben}
    assert sends(*owed) == 2
    assert [ring.actor for ring in process.bell.rung] == ["notifications.send"] * 2  # type: ignore[attr-defined]


def test_the_same_is_told_once() -> None:
    booked = a_booking()
    first = told(booked, "booking_confirmed", version=2)

    assert told(booked, "booking_confirmed", version=2) == []
    assert sends(*first) == 2


def test_a_later_version_is_told_again() -> None:
    booked = a_booking()
    told(booked, "booking_moved", version=2)

    assert len(told(booked, "booking_moved", version=3)) == 2


def test_two_who_tell_at_the_same_time_owe_one_message_each() -> None:
    booked = a_booking()

    answers = at_once([lambda: told(booked, "booking_confirmed", version=2)] * 2)

    owed = [one for answer in answers for one in answer]
    assert len(owed) == 2
    assert sends(*owed) == 2


def test_who_books_with_themselves_is_told_once() -> None:
    booked = a_booking()
    with transaction() as session:
        session.execute(update(User).where(User.id == booked.ben).values(deleted_at=None))
    booked.becomes(client_id=booked.ada)

    assert len(told(booked, "booking_confirmed", version=2)) == 1


def test_a_kind_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="no_such_kind"):
        told(a_booking(), "no_such_kind")


def test_a_message_about_nothing_named_is_an_error() -> None:
    with transaction() as session, pytest.raises(TypeError):
        service.tell(session, "booking_confirmed", occasion="t", user_id=1)


@pytest.mark.parametrize(
    ("kind", "about"),
    [("booking_confirmed", "booking_id"), ("password_reset", "user_id"), ("payment_refunded", "refund_id")],
)
def test_what_concerns_nobody_is_told_to_nobody(kind: str, about: str) -> None:
    with transaction() as session:
        assert service.tell(session, kind, occasion="t", **{about: 0}) == []


def test_each_reader_gets_their_own_clock_and_name() -> None:
    booked = a_booking()
    owed = told(booked, "booking_confirmed", version=2)

    letters = {delivery(one).user_id: composed(one) for one in owed}

    ben, ada = letters[booked.ben], letters[booked.ada]
    assert ben is not None
    assert ada is not None
    assert ben.text.startswith("Hello Ben,")
    assert "(Europe/Berlin)" in ben.text.split("for Ada Lovelace")[0]
    assert ada.text.startswith("Hello Ada,")
    assert "(America/New_York)" in ada.text.split("for Ben Carter")[0]


def test_a_letter_keeps_its_key_over_retries_and_shares_it_with_none() -> None:
    first, second = told(a_booking(), "booking_confirmed", version=2)

    keys = [letter.key for letter in (composed(first), composed(first), composed(second)) if letter]

    assert keys[0] == keys[1] != keys[2]


def test_a_confirmation_of_what_was_cancelled_meanwhile_is_dropped() -> None:
    booked = a_booking()
    owed = told(booked, "booking_confirmed", version=2)
    booked.becomes(status="CANCELLED", version=3)

    assert [composed(one) for one in owed] == [None, None]
    assert {delivery(one).status for one in owed} == {"DROPPED"}
    assert delivery(owed[0]).last_error == "the booking is CANCELLED"


def test_what_is_written_is_the_newest_truth() -> None:
    booked = a_booking()
    owed = told(booked, "booking_confirmed", version=2)
    booked.becomes(notes="bring the red folder", version=3)

    letter = composed(owed[0])

    assert letter is not None
    assert "bring the red folder" in letter.text
    assert b"SEQUENCE:3" in letter.attachments[0].content


def test_two_moves_are_told_as_one() -> None:
    booked = a_booking()
    first = told(booked, "booking_moved", version=3)
    second = told(booked, "booking_moved", version=4)

    assert [composed(one) for one in first] == [None, None]
    assert all(composed(one) is not None for one in second)


def test_a_cancellation_reaches_the_calendars_it_is_in() -> None:
    booked = a_booking()
    told(booked, "booking_confirmed", version=2)
    booked.becomes(status="CANCELLED", cancelled_by=booked.ben, version=3)

    letters = [composed(one) for one in told(booked, "booking_cancelled", version=3)]

    assert [letter.attachments[0].name for letter in letters if letter] == ["cancel.ics"] * 2


def test_a_booking_cancelled_before_it_was_confirmed_concerns_its_client_alone() -> None:
    booked = a_booking(status="CANCELLED", cancelled_by=None)
    booked.becomes(cancelled_by=booked.ben)

    letters = {delivery(one).user_id: composed(one) for one in told(booked, "booking_cancelled", version=2)}

    assert letters[booked.ada] is None
    assert letters[booked.ben] is not None
    assert letters[booked.ben].attachments == ()


def test_a_cancellation_tells_what_is_given_back_and_what_is_kept() -> None:
    booked = a_booking(status="CANCELLED")
    booked.becomes(cancelled_by=booked.ben)
    payment = booked.pays("CAPTURED", captured_minor=4500)
    booked.refunds(payment, 1500, "OWED")
    booked.refunds(payment, 3000, "FAILED")

    [letter] = [letter for one in told(booked, "booking_cancelled", version=2) if (letter := composed(one))]

    assert "You get back €15.00 of what you paid. €30.00 is kept" in letter.text


def test_the_payment_that_counts_is_the_one_alive() -> None:
    booked = a_booking(status="CANCELLED")
    booked.pays("CAPTURED", captured_minor=4500)
    booked.pays("FAILED")

    [letter] = [letter for one in told(booked, "booking_cancelled", version=2) if (letter := composed(one))]

    assert "€45.00 of what you paid is kept." in letter.text


def test_a_refund_is_told_to_who_paid() -> None:
    booked = a_booking(status="CANCELLED")
    refund = booked.refunds(booked.pays("CAPTURED", captured_minor=4500), 2250)
    with transaction() as session:
        [owed] = service.tell(session, "payment_refunded", occasion="t", refund_id=refund)

    letter = composed(owed)

    assert letter is not None
    assert letter.subject.startswith("Refund of €22.50")
    assert (delivery(owed).user_id, delivery(owed).booking_id) == (booked.ben, booked.booking)


def test_a_link_is_minted_when_the_mail_is_written() -> None:
    user_id, [owed] = account_mail("password_reset")
    with reading() as session:
        assert session.scalar(select(OneTimeToken).where(OneTimeToken.user_id == user_id)) is None

    letter = composed(owed)

    assert letter is not None
    with reading() as session:
        token = session.scalars(select(OneTimeToken).where(OneTimeToken.user_id == user_id)).one()
    assert token.purpose == "password_reset"
    assert "https://book.example/reset-password#token=" in letter.text
    assert "for 1 hour" in letter.text
    assert "token" not in str(delivery(owed).data)


def test_each_request_for_a_link_is_a_mail_of_its_own() -> None:
    user_id, first = account_mail("password_reset", occasion="one")
    with transaction() as session:
        second = service.tell(session, "password_reset", occasion="two", user_id=user_id)
        again = service.tell(session, "password_reset", occasion="two", user_id=user_id)

    assert (len(first), len(second), again) == (1, 1, [])


def test_a_verified_address_is_not_asked_again() -> None:
    _, [owed] = account_mail("verify_email", email_verified_at=datetime.now(UTC))

    assert composed(owed) is None


@pytest.mark.parametrize("kind", ["account_exists", "password_changed", "verify_email"])
def test_account_mails_go_to_the_account(kind: str) -> None:
    _, [owed] = account_mail(kind)

    letter = composed(owed)

    assert letter is not None
    assert letter.attachments == ()
    assert letter.text.startswith("Hello Ben,")


def test_a_deleted_account_is_told_nothing() -> None:
    user_id, [owed] = account_mail("password_changed")
    with transaction() as session:
        session.execute(update(User).where(User.id == user_id).values(deleted_at=datetime.now(UTC)))

    assert composed(owed) is None
    with transaction() as session:
        assert service.tell(session, "password_changed", occasion="x", user_id=user_id) == []


def test_a_sent_message_is_not_written_again() -> None:
    [owed, _] = told(a_booking(), "booking_confirmed", version=2)
    now = datetime.now(UTC)
    with transaction() as session:
        service.mark_sent(session, owed, Receipt("<1@x>"), now=now)
        service.mark_refused(session, owed, "too late to refuse")

    assert composed(owed) is None
    sent = delivery(owed)
    assert (sent.status, sent.sent_at, sent.reference, sent.last_error) == ("SENT", now, "<1@x>", None)


def test_a_late_answer_still_names_the_day_it_is_about() -> None:
    soon = datetime.now(UTC) + timedelta(hours=3)
    booked = a_booking(status="PENDING", step="APPROVAL", hold_expires_at=soon)

    [owed] = told(booked, "booking_requested", version=2)

    letter = composed(owed)
    assert letter is not None
    assert "Please confirm or decline by" in letter.text


def test_header_injection_by_a_stored_name_ends_as_text(process: Ports) -> None:
    evil = "Ben\r\nBcc: cleo@example.com"
    booked = a_booking(ben={"first_name": evil, "last_name": "X\r\n\r\nbody"})
    for one in told(booked, "booking_confirmed", version=2):
        letter = composed(one)
        assert letter is not None
        process.mail.send(letter)

    for raw in process.mail.messages:  # type: ignore[attr-defined]
        assert message_from_bytes(raw, policy=default)["Bcc"] is None
