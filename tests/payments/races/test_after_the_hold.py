"""Rows 1, 2 and 3: the hold runs out while somebody pays, or before their money arrives."""

from dataclasses import replace

import pytest

from app.ports.payments import Charge, ChargeState
from tests.api import execute
from tests.payments.races.scene import Scene, hurry, occupied, owe, refunds, work


def taken_late(race: Scene, booking_id: int) -> Charge:
    """The hold ran out and its checkout was closed; and yet the company takes the money, by a slow method."""
    charge = race.opens(booking_id)
    race.expires(booking_id)
    assert race.state(booking_id)[0] == "EXPIRED"
    late = replace(charge, state=ChargeState.CAPTURED, captured_minor=charge.amount_minor)
    race.site.company.become(late)
    return late


def test_a_void_that_is_faster_than_the_payment_ends_the_booking_and_nobody_is_charged(race: Scene) -> None:
    booking_id = race.book()
    charge = race.opens(booking_id)

    race.expires(booking_id)

    assert race.state(booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert not race.site.company.pay(charge.reference)
    assert occupied(booking_id) == 0


def test_a_payment_that_is_faster_than_the_void_confirms_the_booking(race: Scene) -> None:
    booking_id = race.book()
    race.pays(booking_id)

    race.expires(booking_id)

    assert race.state(booking_id)[0] == "CONFIRMED"
    assert (race.payment(booking_id).status, occupied(booking_id)) == ("CAPTURED", 1)


def test_late_money_for_a_time_that_is_still_free_takes_it_again_and_confirms(race: Scene) -> None:
    booking_id = race.book()

    race.hears(taken_late(race, booking_id))

    assert race.state(booking_id)[0] == "CONFIRMED"
    assert (race.payment(booking_id).status, refunds(booking_id), occupied(booking_id)) == ("CAPTURED", [], 1)


def test_late_money_for_a_time_that_is_gone_goes_back_whole(race: Scene) -> None:
    booking_id = race.book()
    late = taken_late(race, booking_id)
    race.book(by=race.cleo)

    race.hears(late)

    assert race.state(booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert (race.payment(booking_id).status, race.payment(booking_id).refunded_minor) == ("REFUNDED", 5000)
    assert race.payment(booking_id).attention is None


@pytest.mark.parametrize("fault", ["away", "mute"])
def test_a_void_that_stays_unanswered_keeps_the_time_and_calls_for_a_person(race: Scene, fault: str) -> None:
    booking_id = race.book()
    race.opens(booking_id)
    setattr(race.site.company, fault, True)
    race.expires(booking_id)
    assert race.state(booking_id)[:2] == ("PENDING", "EXPIRING")

    execute("UPDATE bookings SET updated_at = now() - interval '16 minutes' WHERE id = :id", id=booking_id)
    owe("bookings.recover")
    waiting = race.shown(booking_id)
    setattr(race.site.company, fault, False)
    hurry()
    work()

    assert (waiting["step"], waiting["attention"]) == ("EXPIRING", "PAYMENT_UNCLEAR")
    assert race.state(booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert race.shown(booking_id)["attention"] is None


def test_a_young_void_calls_for_nobody(race: Scene) -> None:
    booking_id = race.book()
    race.opens(booking_id)
    race.site.company.away = True
    race.expires(booking_id)

    owe("bookings.recover")

    assert race.shown(booking_id)["attention"] is None
