"""Row 4: cancelled while a payment is in flight."""

from dataclasses import replace

from app.ports.payments import ChargeState
from tests.payments.races.scene import Scene, occupied, work


def test_a_cancellation_that_is_faster_than_the_payment_closes_the_checkout_first(race: Scene) -> None:
    booking_id = race.book()
    charge = race.opens(booking_id)

    race.cancels(booking_id)

    assert race.state(booking_id) == ("CANCELLED", None, "CANCELLED")
    assert not race.site.company.pay(charge.reference)


def test_a_payment_that_is_faster_than_the_cancellation_is_let_go_whole(race: Scene) -> None:
    race.desk.is_now(cancel_free_hours=1000, cancel_late_percent=100)
    booking_id = race.book()
    race.pays(booking_id)

    race.cancels(booking_id)

    assert race.state(booking_id) == ("CANCELLED", None, "CANCELLED")
    assert (race.truth(booking_id).state, race.truth(booking_id).captured_minor) == (ChargeState.VOIDED, 0)


def test_the_time_stays_taken_until_the_payment_is_dead(race: Scene) -> None:
    booking_id = race.book()
    race.opens(booking_id)
    race.site.company.away = True

    race.cancels(booking_id)

    assert race.state(booking_id)[:2] == ("PENDING", "CANCELLING")
    assert occupied(booking_id) == 1


def test_money_that_arrives_after_the_cancellation_goes_back_whole(race: Scene) -> None:
    booking_id = race.book()
    charge = race.opens(booking_id)
    race.cancels(booking_id)
    race.site.company.become(replace(charge, state=ChargeState.CAPTURED, captured_minor=5000))

    race.hears(charge)

    assert race.payment(booking_id).status == "REFUNDED"


def test_a_partial_refund_and_then_a_cancellation_give_back_everything_once(race: Scene) -> None:
    booking_id = race.confirmed()
    path = f"/v1/payments/{race.payment(booking_id).id}/refund"
    assert race.ada.post(path, {"amount": 12.34, "reason": "We began late."}).status_code == 202
    work()

    race.cancels(booking_id)

    made = race.payment(booking_id)
    assert (made.status, made.refunded_minor) == ("REFUNDED", 5000)
    assert [one.amount_minor for one in race.truth(booking_id).refunds] == [1234, 3766]


def test_a_partial_refund_counts_against_what_a_late_cancellation_gives_back(race: Scene) -> None:
    race.desk.is_now(cancel_free_hours=1000, cancel_late_percent=50)
    booking_id = race.confirmed()
    path = f"/v1/payments/{race.payment(booking_id).id}/refund"
    race.ada.post(path, {"amount": 10, "reason": "We began late."})

    race.cancels(booking_id)

    assert race.payment(booking_id).refunded_minor == 2500
