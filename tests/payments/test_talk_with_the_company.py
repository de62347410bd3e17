"""The workers' part: each call once in effect, whatever dies between the company's answer and our commit."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from app.bookings.models import Booking
from app.db.session import transaction
from app.payments import service
from app.payments.models import PaymentStatus
from app.ports.payments import ChargeState
from tests.factories.payments import payment, row, status
from tests.payments.stage import Stage, hurry, work
from tests.races import at_once


def _order_void(payment_id: int) -> None:
    with transaction() as session:
        service.order_void(session, row(payment_id).booking_id)


def _close(booking_id: int) -> bool:
    with transaction() as session:
        return service.close_unasked(session, booking_id)


def test_a_void_closes_an_open_checkout(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)

    _order_void(owed)
    work()

    assert status(owed) is PaymentStatus.VOIDED
    assert not site.company.pay(charge.reference)


def test_a_void_that_comes_after_the_money_leaves_it_paid(site: Stage) -> None:
    owed = payment(site.people)
    site.company.pay(site.charge(owed).reference)  # and no webhook came

    _order_void(owed)
    work()

    assert status(owed) is PaymentStatus.AUTHORIZED
    assert site.company.of_payment(owed).state is ChargeState.AUTHORIZED


def test_of_void_and_payment_exactly_one_wins(site: Stage) -> None:
    for _ in range(8):
        owed = payment(site.people)
        reference = site.charge(owed).reference
        _order_void(owed)

        paid, _ = at_once([partial(site.company.pay, reference), work])

        assert status(owed) is (PaymentStatus.AUTHORIZED if paid else PaymentStatus.VOIDED)


def test_an_authorised_payment_is_let_go(site: Stage) -> None:
    owed = payment(site.people)
    site.authorised(owed)

    _order_void(owed)
    work()

    assert status(owed) is PaymentStatus.VOIDED
    assert site.company.of_payment(owed).state is ChargeState.VOIDED


def test_letting_go_what_was_captured_meanwhile_leaves_it_captured(site: Stage) -> None:
    owed = payment(site.people)
    reference = site.authorised(owed).reference
    site.company.capture(reference, key="their own doing")

    _order_void(owed)
    work()

    assert status(owed) is PaymentStatus.CAPTURED


def test_a_void_whose_checkout_was_never_answered_finds_it_by_its_key(site: Stage) -> None:
    owed = payment(site.people)
    site.company.mute = True
    site.visit(owed)
    site.company.mute = False

    _order_void(owed)
    work()

    assert status(owed) is PaymentStatus.VOIDED
    assert site.company.of_payment(owed).state is ChargeState.VOIDED


def test_a_void_of_what_nobody_was_asked_for_stays_at_home(site: Stage) -> None:
    owed = payment(site.people)

    _order_void(owed)
    work()

    assert status(owed) is PaymentStatus.VOIDED
    assert site.company.asked == []


def test_a_void_order_for_nothing_alive_does_nothing(site: Stage) -> None:
    owed = payment(site.people)
    with transaction() as session:
        assert service.close_unasked(session, row(owed).booking_id)

    _order_void(owed)

    assert work() == []


def test_once_the_company_was_asked_it_has_to_be_asked_to_close(site: Stage) -> None:
    owed = payment(site.people)
    site.charge(owed)

    with transaction() as session:
        assert not service.close_unasked(session, row(owed).booking_id)

    assert status(owed) is PaymentStatus.OPEN


def test_asking_and_closing_at_once_never_leave_a_checkout_without_its_payment(site: Stage) -> None:
    for _ in range(8):
        owed = payment(site.people)
        booking_id = row(owed).booking_id

        visited, closed = at_once([partial(site.visit, owed), partial(_close, booking_id)])

        assert (visited.status_code, closed) in {(303, False), (200, True)}


def test_capture_takes_the_money_once(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
    work()

    made = row(owed)
    assert (made.status, made.captured_minor) == ("CAPTURED", 4500)
    assert sum(call.startswith("capture") for call in site.company.asked) == 1


def test_a_lapsed_authorisation_is_recorded_and_its_booking_asks_for_another_payment(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.authorised(owed)
    site.company.become(replace(charge, state=ChargeState.VOIDED))

    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
    work()

    with transaction() as session:
        booking = session.get_one(Booking, row(owed).booking_id)
        assert (booking.status, booking.attention) == ("CONFIRMED", "PAYMENT_DUE")
    assert (status(owed), row(owed).attention) == (PaymentStatus.VOIDED, None)


def test_a_capture_that_is_refused_while_the_money_is_there_needs_a_person(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.authorised(owed)
    site.company.deaf = True

    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
    work()

    assert site.company.fetch(charge.reference).state is ChargeState.AUTHORIZED
    assert (status(owed), row(owed).attention) == (PaymentStatus.AUTHORIZED, "CAPTURE_FAILED")


def test_money_let_go_on_purpose_is_no_lost_capture(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.authorised(owed)
    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
        session.get_one(Booking, row(owed).booking_id).status = "CANCELLED"
    site.company.release(charge.reference, key="release")

    work()

    assert (status(owed), row(owed).attention) == (PaymentStatus.VOIDED, None)


@pytest.mark.parametrize("fault", ["away", "mute"])
@pytest.mark.parametrize(
    ("prepare", "order", "end"),
    [
        (Stage.charge, service.order_void, PaymentStatus.VOIDED),
        (Stage.authorised, service.order_void, PaymentStatus.VOIDED),
        (Stage.authorised, service.order_capture, PaymentStatus.CAPTURED),
    ],
)
def test_a_call_whose_answer_is_lost_is_made_again_with_the_same_key(
    site: Stage, fault: str, prepare: Callable[..., object], order: Callable[..., None], end: PaymentStatus
) -> None:
    owed = payment(site.people)
    prepare(site, owed)
    with transaction() as session:
        order(session, row(owed).booking_id)
    site.company.asked.clear()

    setattr(site.company, fault, True)
    work()
    setattr(site.company, fault, False)
    hurry()
    work()

    assert status(owed) is end
    assert len(set(site.company.asked)) == 1


@pytest.mark.parametrize(
    ("change", "attention"),
    [
        ({"amount_minor": 4499}, "AMOUNT_DIFFERS"),
        ({"currency": "EUR"}, "AMOUNT_DIFFERS"),
        ({"reference": "mem_other"}, "ANOTHER_CHARGE"),
    ],
)
def test_a_charge_that_does_not_fit_is_not_believed(
    site: Stage, change: dict[str, object], attention: str
) -> None:
    owed = payment(site.people)
    charge = replace(site.charge(owed), state=ChargeState.CAPTURED, **change)
    site.company.become(charge)

    site.hear(charge.reference)

    assert (status(owed), row(owed).attention) == (PaymentStatus.OPEN, attention)


def test_money_taken_for_a_dead_payment_that_nobody_can_use_goes_back(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)
    _order_void(owed)
    work()
    site.company.become(replace(charge, state=ChargeState.CAPTURED, captured_minor=4500))

    site.hear(charge.reference)
    work()

    assert (row(owed).captured_minor, row(owed).refunded_minor) == (4500, 4500)


def test_a_method_that_needs_time_is_waited_for(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)
    site.company.begin(charge.reference)
    site.hear(charge.reference, event_id="evt_began")
    began = status(owed)

    _order_void(owed)
    work()
    site.company.become(replace(charge, state=ChargeState.FAILED))
    site.hear(charge.reference, event_id="evt_failed")

    assert (began, status(owed)) == (PaymentStatus.PROCESSING, PaymentStatus.FAILED)
