"""Rows 10, 11, 13 and 14: the bank takes it back, sends it back, or lets it go."""

from dataclasses import replace
from datetime import timedelta

from app.ports.payments import ChargeState, DisputeState, RefundState
from tests.api import execute
from tests.bookings.passing import goes_by
from tests.payments.races.scene import Scene, occupied, work


def lapsed(race: Scene) -> int:
    """Ben's booking is confirmed, and the authorisation has lapsed before it was captured."""
    booking_id = race.book()
    charge = race.pays(booking_id)
    race.site.company.deaf = True
    race.hears(charge)
    race.site.company.deaf = False
    race.site.company.become(replace(charge, state=ChargeState.VOIDED))
    race.hears(charge)
    return booking_id


def test_a_capture_of_a_lapsed_authorisation_keeps_the_booking_and_asks_for_another_payment(
    race: Scene,
) -> None:
    booking_id = lapsed(race)

    shown = race.shown(booking_id)
    assert (shown["status"], shown["attention"], shown["paymentRequired"]) == (
        "CONFIRMED",
        "PAYMENT_DUE",
        True,
    )
    assert (race.payment(booking_id).status, occupied(booking_id)) == ("CREATING", 1)
    assert f"/pay/{race.payment(booking_id).id}/" in shown["paymentUrl"]
    told = execute(
        "SELECT count(*) FROM notifications WHERE kind = 'payment_due' AND booking_id = :id", id=booking_id
    )
    assert told == 1


def test_who_pays_again_after_a_lapse_has_a_booking_like_any_other(race: Scene) -> None:
    booking_id = lapsed(race)

    race.hears(race.pays(booking_id))

    shown = race.shown(booking_id)
    assert (shown["status"], shown["attention"], shown["holdExpiresAt"]) == ("CONFIRMED", None, None)
    race.expires(booking_id)
    assert (race.state(booking_id)[0], race.payment(booking_id).status) == ("CONFIRMED", "CAPTURED")


def test_an_appointment_whose_second_payment_we_never_heard_of_is_not_over_unpaid(race: Scene) -> None:
    booking_id = lapsed(race)
    race.pays(booking_id)  # and the webhook is lost

    goes_by(booking_id, timedelta(days=4))
    work()

    assert (race.state(booking_id)[0], race.shown(booking_id)["attention"]) == ("COMPLETED", None)
    assert race.payment(booking_id).status == "CAPTURED"


def test_an_appointment_that_was_not_paid_again_is_never_completed(race: Scene) -> None:
    booking_id = lapsed(race)
    race.opens(booking_id)

    goes_by(booking_id, timedelta(days=4))
    work()

    assert race.state(booking_id) == ("CANCELLED", None, "PAYMENT_LAPSED")


def test_money_that_was_lost_before_it_was_taken_and_after_the_end_calls_for_a_person(race: Scene) -> None:
    booking_id = race.book()
    charge = race.pays(booking_id)
    race.site.company.deaf = True
    race.hears(charge)
    goes_by(booking_id, timedelta(days=4))
    work()
    race.site.company.become(replace(charge, state=ChargeState.VOIDED))

    race.hears(charge)

    assert (race.state(booking_id)[0], race.shown(booking_id)["attention"]) == ("COMPLETED", "PAYMENT_LOST")


def test_who_does_not_pay_again_in_time_loses_the_booking(race: Scene) -> None:
    booking_id = lapsed(race)
    race.opens(booking_id)

    race.expires(booking_id)

    assert race.state(booking_id) == ("CANCELLED", None, "PAYMENT_LAPSED")
    assert (race.payment(booking_id).status, occupied(booking_id)) == ("VOIDED", 0)


def test_who_pays_again_just_before_the_deadline_keeps_the_booking(race: Scene) -> None:
    booking_id = lapsed(race)
    race.pays(booking_id)

    race.expires(booking_id)

    assert race.state(booking_id) == ("CONFIRMED", None, None)
    assert race.payment(booking_id).status == "CAPTURED"


def test_who_cancels_instead_of_paying_again_owes_nothing(race: Scene) -> None:
    booking_id = lapsed(race)
    charge = race.opens(booking_id)

    race.cancels(booking_id)

    assert race.state(booking_id)[0] == "CANCELLED"
    assert not race.site.company.pay(charge.reference)


def test_another_payment_that_fails_can_be_tried_once_more(race: Scene) -> None:
    booking_id = lapsed(race)
    charge = race.opens(booking_id)
    race.site.company.fail(charge.reference)
    race.hears(charge)

    race.hears(race.pays(booking_id))

    assert (race.state(booking_id)[0], race.shown(booking_id)["attention"]) == ("CONFIRMED", None)


def test_a_cancellation_during_a_dispute_waits_for_the_bank_and_then_gives_back(race: Scene) -> None:
    booking_id = race.confirmed()
    charge = race.truth(booking_id)
    race.site.company.dispute(charge.reference, 5000)
    race.hears(charge)

    race.cancels(booking_id)
    during = race.truth(booking_id).refunds
    race.site.company.decide(charge.reference, DisputeState.WON)
    race.hears(charge)

    assert (race.state(booking_id)[0], during) == ("CANCELLED", ())
    assert race.payment(booking_id).status == "REFUNDED"


def test_a_dispute_after_a_full_refund_is_never_counted_twice(race: Scene) -> None:
    booking_id = race.confirmed()
    charge = race.truth(booking_id)
    race.cancels(booking_id)
    race.site.company.dispute(charge.reference, 5000)
    race.site.company.decide(charge.reference, DisputeState.LOST)

    race.hears(charge)

    made = race.payment(booking_id)
    assert (made.captured_minor, made.refunded_minor, made.lost_minor) == (5000, 5000, 0)
    assert made.attention == "DISPUTE_LOST"


def test_a_lost_dispute_about_an_appointment_to_come_calls_for_a_person(race: Scene) -> None:
    booking_id = race.confirmed()
    charge = race.truth(booking_id)
    race.site.company.dispute(charge.reference, 5000)
    race.site.company.decide(charge.reference, DisputeState.LOST)

    race.hears(charge)

    assert race.shown(booking_id)["attention"] == "PAYMENT_LOST"


def test_a_refund_that_the_bank_sends_back_later_calls_for_a_person_and_is_not_tried_again(
    race: Scene,
) -> None:
    booking_id = race.confirmed()
    race.cancels(booking_id)
    truth = race.truth(booking_id)
    returned = tuple(replace(one, state=RefundState.FAILED) for one in truth.refunds)
    race.site.company.become(replace(truth, refunds=returned))

    race.hears(truth)
    work()

    made = race.payment(booking_id)
    assert (made.status, made.refunded_minor, made.attention) == ("CAPTURED", 0, "REFUND_FAILED")
    assert race.asked("refund") == 1
