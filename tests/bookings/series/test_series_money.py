from typing import Any

import pytest

from app.bookings.series import queries
from app.bookings.series.money import series_paid
from app.db.session import database_now, transaction
from app.kernel.ids import public_number
from app.notifications.queries import appointments
from app.payments import queries as payment_queries
from app.payments.service.changing import change
from tests.api import Person, execute
from tests.bookings.asking import book as book_one
from tests.bookings.asking import told
from tests.bookings.changing import cancel as cancel_one
from tests.bookings.passing import goes_by, hold_runs_out
from tests.bookings.series.repeating import book, held, ids, payment, refunds, seen, standings
from tests.bookings.working import work_off
from tests.factories.desks import Desk


@pytest.fixture
def series(ben: Person, paid_desk: Desk) -> dict[str, Any]:
    """Four lessons of 50 euros, not paid yet."""
    return book(ben, paid_desk, paid_desk.at(10))


def opened(series_id: int) -> None:
    execute(
        "UPDATE payments SET status = 'OPEN', asked_at = now(), company_reference = :reference,"
        " version = version + 1 WHERE series_id = :id AND status = 'CREATING'",
        id=series_id,
        reference=f"sb_{public_number()}",
    )


def becomes(series_id: int, status: str) -> None:
    """The company says how the living payment stands now."""
    with transaction() as session:
        queries.held(session, series_id)
        alive = payment_queries.alive_of_series(session, series_id)
        assert alive is not None
        held_payment = payment_queries.locked(session, alive.id)
        assert held_payment is not None
        captured = alive.amount_minor if status == "CAPTURED" else alive.captured_minor
        changed = change(session, held_payment, status=status, captured_minor=captured)
        series_paid(session, changed, now=database_now(session))


def paid(series: dict[str, Any]) -> int:
    series_id: int = series["id"]
    opened(series_id)
    becomes(series_id, "AUTHORIZED")
    becomes(series_id, "CAPTURED")
    return series_id


def now(person: Person, series: dict[str, Any]) -> list[str]:
    return standings(seen(person, series["id"]))


def test_one_checkout_pays_for_all(ben: Person, series: dict[str, Any]) -> None:
    assert standings(series) == ["HELD"] * 4
    assert (series["amount"], series["payNow"]) == (200.0, 200.0)
    assert payment(series["id"])["amount_minor"] == 20000
    links = {one["paymentUrl"] for one in series["occurrences"]}
    assert links == {series["paymentUrl"]}
    assert told(ids(series)[0]) == []

    opened(series["id"])
    becomes(series["id"], "AUTHORIZED")

    assert now(ben, series) == ["CONFIRMED"] * 4
    assert execute(
        "SELECT count(*) FROM tasks WHERE actor = 'payments.capture' AND args->>'payment_id' = :id",
        id=str(payment(series["id"])["id"]),
    )
    assert [told(booking_id) for booking_id in ids(series)] == [["series_booked"], [], [], []]


def test_what_is_not_paid_in_time_is_let_go_together(ben: Person, series: dict[str, Any]) -> None:
    hold_runs_out(ids(series)[0])

    work_off()

    assert now(ben, series) == ["EXPIRED"] * 4
    assert held(series) == [0] * 4
    assert payment(series["id"])["status"] == "VOIDED"


def test_nothing_is_let_go_while_somebody_may_pay(ben: Person, series: dict[str, Any]) -> None:
    opened(series["id"])
    hold_runs_out(ids(series)[0])

    work_off()

    assert now(ben, series) == ["EXPIRING"] * 4
    assert held(series) == [1] * 4
    becomes(series["id"], "VOIDED")
    assert now(ben, series) == ["EXPIRED"] * 4
    assert held(series) == [0] * 4


def test_a_payment_that_is_faster_confirms_all(ben: Person, series: dict[str, Any]) -> None:
    opened(series["id"])
    hold_runs_out(ids(series)[0])
    work_off()

    becomes(series["id"], "AUTHORIZED")

    assert now(ben, series) == ["CONFIRMED"] * 4


def test_each_gets_back_its_share_by_its_own_policy(ben: Person, ada: Person, series: dict[str, Any]) -> None:
    series_id = paid(series)
    first, second, third, _ = ids(series)
    execute(  # of the first the free hours are over: half of it is kept
        "UPDATE bookings SET start_time = now() + interval '1 hour', end_time = now() + interval '2 hours'"
        " WHERE id = :id",
        id=first,
    )

    cancel_one(ben, first)
    cancel_one(ben, second)
    cancel_one(ada, third)

    assert refunds(series_id) == {first: 2500, second: 5000, third: 5000}
    assert now(ben, series) == ["CANCELLED"] * 3 + ["CONFIRMED"]


def test_a_share_is_given_back_once(ben: Person, series: dict[str, Any]) -> None:
    series_id = paid(series)
    second = ids(series)[1]
    cancel_one(ben, second)

    becomes(series_id, "CAPTURED")
    becomes(series_id, "CAPTURED")

    assert refunds(series_id) == {second: 5000}


def test_what_is_cancelled_before_the_money_is_taken_goes_back_once_it_is(
    ben: Person, series: dict[str, Any]
) -> None:
    opened(series["id"])
    becomes(series["id"], "AUTHORIZED")
    cancel_one(ben, ids(series)[1])
    assert refunds(series["id"]) == {}

    becomes(series["id"], "CAPTURED")

    assert refunds(series["id"]) == {ids(series)[1]: 5000}


def test_who_does_not_come_loses_that_share_alone(ada: Person, series: dict[str, Any]) -> None:
    series_id = paid(series)
    first = ids(series)[0]
    execute("UPDATE bookings SET no_show_percent = 80 WHERE id = :id", id=first)
    goes_by(first, _ago(first))

    assert ada.post(f"/v1/bookings/{first}/no-show").status_code == 200

    assert refunds(series_id) == {first: 1000}


def _ago(booking_id: int) -> Any:
    return execute(
        "SELECT end_time - now() + interval '1 minute' FROM bookings WHERE id = :id", id=booking_id
    )


def test_an_unpaid_series_is_cancelled_as_a_whole(ben: Person, series: dict[str, Any]) -> None:
    first, second, *_ = ids(series)
    path = f"/v1/series/{series['id']}/cancel"

    assert cancel_one(ben, second) == 409
    assert ben.post(path, {"bookingId": second, "scope": "FOLLOWING"}).status_code == 409
    assert ben.post(path, {"bookingId": first, "scope": "ALL"}).status_code == 200

    assert now(ben, series) == ["CANCELLED"] * 4
    assert held(series) == [0] * 4


def test_money_that_comes_after_all_goes_back_whole(ben: Person, series: dict[str, Any]) -> None:
    opened(series["id"])
    path = f"/v1/series/{series['id']}/cancel"
    assert ben.post(path, {"bookingId": ids(series)[0], "scope": "ALL"}).status_code == 200
    assert now(ben, series) == ["CANCELLING"] * 4

    becomes(series["id"], "CAPTURED")

    assert now(ben, series) == ["CANCELLED"] * 4
    assert refunds(series["id"]) == dict.fromkeys(ids(series), 5000)


def test_a_failed_try_leaves_another_while_the_hold_runs(ben: Person, series: dict[str, Any]) -> None:
    opened(series["id"])
    first = payment(series["id"])["id"]

    becomes(series["id"], "FAILED")

    assert now(ben, series) == ["HELD"] * 4
    assert payment(series["id"])["id"] != first
    assert seen(ben, series["id"])["paymentUrl"] not in {None, series["paymentUrl"]}


def test_a_paid_series_waits_for_its_provider_and_what_is_declined_goes_back(
    ben: Person, ada: Person, paid_desk: Desk
) -> None:
    paid_desk.offers(needs_approval=True)
    series = book(ben, paid_desk, paid_desk.at(10))
    series_id = paid(series)
    first, second, *rest = ids(series)
    assert now(ben, series) == ["APPROVAL"] * 4
    assert told(first) == ["series_requested"]

    ada.post(f"/v1/bookings/{first}/confirm")
    ada.post(f"/v1/bookings/{second}/decline")
    hold_runs_out(rest[0])
    work_off()

    assert now(ben, series) == ["CONFIRMED", "REJECTED", "EXPIRED", "APPROVAL"]
    assert refunds(series_id) == {second: 5000, rest[0]: 5000}


def test_a_lost_payment_calls_for_a_person(ben: Person, series: dict[str, Any]) -> None:
    series_id = paid(series)

    becomes(series_id, "LOST")

    marks = {one["attention"] for one in seen(ben, series_id)["occurrences"]}
    assert marks == {"PAYMENT_LOST"}


def test_a_plain_booking_beside_a_series_pays_for_itself(ben: Person, paid_desk: Desk) -> None:
    book(ben, paid_desk, paid_desk.at(10))
    alone = book_one(ben, paid_desk, paid_desk.at(15))

    data = ben.get(f"/v1/bookings/{alone}").get_json()["data"]

    assert (data["seriesId"], data["step"], data["payNow"]) == (None, "HELD", 50.0)


def test_a_mail_speaks_of_one_appointments_share(ben: Person, series: dict[str, Any]) -> None:
    paid(series)
    second = ids(series)[1]

    cancel_one(ben, second)

    with transaction() as session:
        found = appointments(session, [second])[second]
    assert found is not None
    assert found.paid is not None
    shares = (found.paid.amount.minor, found.paid.captured.minor, found.paid.refunded.minor)
    assert shares == (5000, 5000, 5000)
