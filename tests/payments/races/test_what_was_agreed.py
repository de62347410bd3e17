"""Rows 30 and 31, and the currency: what was agreed is what is paid, to whom it was agreed with."""

from dataclasses import replace
from typing import Any

import pytest

from app.bookings.errors import BookingsAhead
from app.bookings.service.farewell import refuse_with_bookings_ahead
from app.db.session import transaction
from app.ports.payments import ChargeState
from app.providers.service.farewell import leave_the_market
from tests.payments.races.scene import Scene, work


def test_a_price_that_changes_between_booking_and_paying_changes_nothing_for_who_booked(race: Scene) -> None:
    booking_id = race.book()
    race.desk.offers(price_minor=9900, currency="USD")

    charge = race.opens(booking_id)

    assert (charge.amount_minor, charge.currency) == (5000, "EUR")
    assert race.shown(booking_id)["amount"] == 50


@pytest.mark.parametrize("change", [{"currency": "USD"}, {"amount_minor": 50}, {"amount_minor": 500_000}])
def test_another_amount_or_currency_than_ours_never_confirms_and_calls_for_a_person(
    race: Scene, change: dict[str, Any]
) -> None:
    booking_id = race.book()
    charge = race.opens(booking_id)
    race.site.company.become(replace(charge, state=ChargeState.CAPTURED, captured_minor=50, **change))

    race.hears(charge)

    assert race.state(booking_id)[:2] == ("PENDING", "HELD")
    made = race.payment(booking_id)
    assert (made.status, made.attention, made.captured_minor) == ("OPEN", "AMOUNT_DIFFERS", 0)


def test_a_hold_whose_checkout_bears_another_amount_still_ends_once_it_is_closed(race: Scene) -> None:
    booking_id = race.book()
    race.site.company.become(replace(race.opens(booking_id), amount_minor=50))

    race.expires(booking_id)

    assert race.state(booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert race.payment(booking_id).attention == "AMOUNT_DIFFERS"


def test_a_provider_with_paid_bookings_ahead_cannot_be_deleted(race: Scene) -> None:
    race.confirmed()

    with transaction() as session, pytest.raises(BookingsAhead):
        refuse_with_bookings_ahead(session, race.ada.user_id)


def test_money_goes_back_also_after_its_provider_was_deleted(race: Scene) -> None:
    booking_id = race.book()
    charge = race.opens(booking_id)
    race.cancels(booking_id, by=race.ada)
    with transaction() as session:
        refuse_with_bookings_ahead(session, race.ada.user_id)
        leave_the_market(session, race.ada.user_id)
    race.site.company.become(replace(charge, state=ChargeState.CAPTURED, captured_minor=5000))

    race.hears(charge)
    work()

    assert race.payment(booking_id).status == "REFUNDED"
