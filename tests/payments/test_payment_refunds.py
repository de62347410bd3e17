"""Money goes back once, and never more of it than was taken."""

from dataclasses import replace
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.db.session import transaction
from app.payments import service
from app.payments.models import PaymentStatus, Refund, RefundStatus
from app.ports.payments import ChargeRefund, RefundState
from tests.factories.payments import payment, row, status
from tests.payments.stage import Stage, hurry, told, work
from tests.races import at_once


def _refunds(payment_id: int) -> list[tuple[int, str]]:
    with transaction() as session:
        mine = select(Refund).where(Refund.payment_id == payment_id).order_by(Refund.created_at, Refund.id)
        return [(refund.amount_minor, refund.status) for refund in session.scalars(mine)]


def _order(payment_id: int, amount_minor: int) -> int | None:
    with transaction() as session:
        ordered = service.order_refund(
            session, row(payment_id).booking_id, amount_minor, reason="Cancelled in time."
        )
        return ordered.amount_minor if ordered else None


def test_a_part_and_then_the_rest(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    _order(owed, 1500)
    work()
    partly = row(owed)
    _order(owed, 9999)
    work()

    assert (partly.status, partly.refunded_minor) == ("PARTIALLY_REFUNDED", 1500)
    assert (status(owed), row(owed).refunded_minor) == (PaymentStatus.REFUNDED, 4500)
    assert _refunds(owed) == [(1500, "DONE"), (3000, "DONE")]


def test_the_client_is_told_of_each_refund_once(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)

    _order(owed, 1500)
    work()
    site.hear(charge.reference, event_id="evt_refunded")

    assert told("payment_refunded") == 1


def test_nothing_taken_is_nothing_to_give_back(site: Stage) -> None:
    unpaid, authorised = payment(site.people), payment(site.people)
    site.authorised(authorised)

    assert (_order(unpaid, 4500), _order(authorised, 4500)) == (None, None)


def test_refunds_ordered_at_once_never_exceed_what_was_taken(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)

    ordered = at_once([partial(_order, owed, 2000)] * 6)
    work()

    assert sorted(filter(None, ordered)) == [500, 2000, 2000]
    assert row(owed).refunded_minor == 4500


def test_a_refund_whose_answer_is_lost_is_made_once(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)
    _order(owed, 1000)

    site.company.mute = True
    work()
    site.company.mute = False
    hurry()
    work()

    assert [refund.amount_minor for refund in site.company.of_payment(owed).refunds] == [1000]
    assert _refunds(owed) == [(1000, "DONE")]


def test_a_refund_that_the_company_refuses_needs_a_person_and_frees_its_amount(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    theirs = ChargeRefund(reference="ref_1", key=None, amount_minor=4000, state=RefundState.DONE)
    site.company.become(replace(site.company.of_payment(owed), refunds=(theirs,)))

    _order(owed, 1000)
    work()
    refused = row(owed)
    site.hear(charge.reference, event_id="evt_theirs")

    assert refused.attention == "REFUND_FAILED"
    assert sorted(_refunds(owed)) == [(1000, "FAILED"), (4000, "DONE")]
    assert (status(owed), row(owed).refunded_minor) == (PaymentStatus.PARTIALLY_REFUNDED, 4000)


def test_after_a_failed_refund_nothing_is_ordered_without_a_person(site: Stage) -> None:
    owed = payment(site.people)
    site.captured(owed)
    truth = site.company.of_payment(owed)
    site.company.become(replace(truth, captured_minor=0))  # whatever we ask, the company will refuse
    _order(owed, 1000)
    work()

    assert _order(owed, 1000) is None
    assert work() == []


def test_a_refund_made_at_the_company_stands_in_our_books_once(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    theirs = ChargeRefund(reference="ref_theirs", key=None, amount_minor=4500, state=RefundState.DONE)
    site.company.become(replace(site.company.of_payment(owed), refunds=(theirs,)))

    site.hear(charge.reference, event_id="evt_a")
    site.hear(charge.reference, event_id="evt_b")

    assert _refunds(owed) == [(4500, "DONE")]
    assert status(owed) is PaymentStatus.REFUNDED


def test_a_refund_that_a_bank_sends_back_is_taken_off_the_books(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    _order(owed, 4500)
    work()
    truth = site.company.of_payment(owed)
    failed = replace(truth.refunds[0], state=RefundState.FAILED)
    site.company.become(replace(truth, refunds=(failed,)))

    site.hear(charge.reference, event_id="evt_sent_back")

    made = row(owed)
    assert (made.status, made.refunded_minor, made.attention) == ("CAPTURED", 0, "REFUND_FAILED")
    assert _refunds(owed) == [(4500, RefundStatus.FAILED)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-50, 6000), max_size=5))
def test_whatever_is_ordered_the_books_agree(site: Stage, orders: list[int]) -> None:
    owed = payment(site.people)
    site.captured(owed)

    for amount in orders:
        _order(owed, amount)
    work()

    truth = site.company.of_payment(owed)
    returned = sum(refund.amount_minor for refund in truth.refunds)
    assert row(owed).refunded_minor == returned == min(4500, sum(max(0, amount) for amount in orders))
