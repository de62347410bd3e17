"""A deposit is paid at booking, the rest on site; what was agreed is shown before and kept."""

import pytest
from sqlalchemy import text

from app.db.session import transaction
from app.kernel.money import share_up
from tests.api import Person, refused_fields
from tests.bookings.asking import book, seen
from tests.bookings.changing import cancel
from tests.bookings.paying import becomes, opened, payment, refunds
from tests.factories.desks import Desk


def test_what_is_due_is_shown_before_booking_and_kept_with_it(ben: Person, paid_desk: Desk) -> None:
    paid_desk.offers(price_minor=3333, deposit_percent=20, no_show_percent=60)
    span = {"from": paid_desk.at(8).isoformat(), "to": paid_desk.at(12).isoformat()}

    listed = ben.get(paid_desk.slots, query_string=span).get_json()["data"]
    offered = ben.get(f"/v1/providers/{paid_desk.provider_id}/offerings").get_json()["data"][0]
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    paid_desk.offers(deposit_percent=100, no_show_percent=0)

    agreed = {"freeHours": 24, "latePercent": 50, "noShowPercent": 60, "depositPercent": 20}
    booked = seen(ben, booking_id)
    assert listed["cancellationPolicy"] == booked["cancellationPolicy"] == agreed
    assert (offered["depositPercent"], offered["noShowPercent"]) == (20, 60)
    assert listed["payNow"] == offered["payNow"] == booked["payNow"] == 6.67
    assert (booked["amount"], payment(booking_id)["amount_minor"]) == (33.33, 667)


def test_what_is_paid_later_or_nothing_is_not_due_now(ben: Person, paid_desk: Desk) -> None:
    paid_desk.offers(payment="LATER", deposit_percent=20)

    assert seen(ben, book(ben, paid_desk, paid_desk.at(10)))["payNow"] == 0


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("percent", [1, 3, 33, 50, 99, 100])
def test_the_database_rounds_a_deposit_as_the_rules_do(percent: int) -> None:
    with transaction() as session:
        statement = text("SELECT n, (n * :percent + 99) / 100 FROM generate_series(0::bigint, 401, 7) AS n")
        rounded = session.execute(statement, {"percent": percent}).all()

    assert all(deposit == share_up(price, percent) for price, deposit in rounded)


@pytest.mark.parametrize(("late", "back"), [(10, 500), (20, 0), (100, 0)])
def test_a_late_cancellation_keeps_its_share_of_the_price_from_the_deposit(
    ben: Person, paid_desk: Desk, late: int, back: int
) -> None:
    paid_desk.offers(deposit_percent=20)
    paid_desk.is_now(cancel_free_hours=1000, cancel_late_percent=late)
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    opened(booking_id)
    becomes(booking_id, "CAPTURED")

    cancel(ben, booking_id)

    assert refunds(booking_id) == ([back] if back else [])


@pytest.mark.parametrize(
    ("field", "value"),
    [("depositPercent", 0), ("depositPercent", 101), ("noShowPercent", -1), ("noShowPercent", 1.5)],
)
def test_a_percentage_out_of_bounds_is_named(ada: Person, paid_desk: Desk, field: str, value: float) -> None:
    path = f"/v1/providers/{paid_desk.provider_id}/offerings/{paid_desk.offering_id}"

    assert refused_fields(ada.put(path, {field: value})) == {field}


def test_an_offering_can_be_given_a_deposit(ada: Person, paid_desk: Desk) -> None:
    path = f"/v1/providers/{paid_desk.provider_id}/offerings/{paid_desk.offering_id}"

    changed = ada.put(path, {"depositPercent": 30, "noShowPercent": 80}).get_json()["data"]

    assert (changed["depositPercent"], changed["noShowPercent"], changed["payNow"]) == (30, 80, 15)
