"""What a booking costs in round trips to PostgreSQL, on connections that are warm."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests import api
from tests.api import Person
from tests.bookings.asking import ask, book
from tests.bookings.working import due, work_off, work_on
from tests.counting_trips import CountingProxy, counting_proxy
from tests.factories.desks import Desk, open_desk
from tests.promotions.codes import make_code

DAYS = range(1, 10)  # psycopg prepares a statement at its fifth use, which costs a trip of its own


@pytest.fixture(scope="module")
def proxy(database_url: str) -> Iterator[CountingProxy]:
    with counting_proxy(database_url) as running:
        yield running


@pytest.fixture(scope="module")
def app(proxy: CountingProxy, redis_url: str) -> Iterator[Flask]:
    """The application behind the proxy."""
    with api.application(proxy.url, redis_url) as application:
        yield application


def warmly(proxy: CountingProxy, doing: Callable[[int], object]) -> int:
    """The trips of doing it once more, on another day."""
    return [proxy.of(lambda day=day: doing(day)) for day in DAYS][-1]  # type: ignore[misc]


@pytest.mark.parametrize("keyed", [False, True])
def test_accepting_takes_three_trips_at_most(
    proxy: CountingProxy, ada: Person, ben: Person, *, keyed: bool
) -> None:
    desk = open_desk(ada, price_minor=5000)

    def accept(day: int) -> None:
        headers = {"Idempotency-Key": f"key-{day}"} if keyed else {}
        assert ask(ben, desk, desk.at(10, day=day), headers=headers).status_code == 202

    assert warmly(proxy, accept) <= 3


def test_a_quote_takes_no_more_trips(proxy: CountingProxy, ada: Person, ben: Person) -> None:
    desk = open_desk(ada, price_minor=5000)
    window = {"from": desk.at(0, day=1).isoformat(), "to": desk.at(0, day=11).isoformat()}
    quote = ben.get(desk.slots, query_string=window).get_json()["data"]["quote"]

    def accept(day: int) -> None:
        assert ask(ben, desk, desk.at(10, day=day), quote=quote).status_code == 202

    assert warmly(proxy, accept) <= 3


def test_a_promo_code_takes_five_trips_more_at_most(proxy: CountingProxy, ada: Person, ben: Person) -> None:
    desk = open_desk(ada, price_minor=5000)
    code = make_code(desk, maxRedemptions=100, maxPerClient=100)["code"]

    def accept(day: int) -> None:
        assert ask(ben, desk, desk.at(10, day=day), promoCode=code).status_code == 202

    assert warmly(proxy, accept) <= 3 + 5


def test_accepting_at_a_new_provider_takes_three_trips_at_most(
    proxy: CountingProxy, ada: Person, ben: Person, cleo: Person
) -> None:
    warm = open_desk(ada)

    def change_and_accept(day: int) -> None:
        warm.offers(position=day)
        ask(ben, warm, warm.at(10, day=day))

    warmly(proxy, change_and_accept)
    fresh = open_desk(cleo)

    assert proxy.of(lambda: ask(ben, fresh, fresh.at(10))) <= 3


@pytest.mark.parametrize("price", [0, 5000])
def test_reserving_takes_five_trips_at_most_with_its_claim(
    proxy: CountingProxy, ada: Person, ben: Person, price: int
) -> None:
    desk = open_desk(ada, price_minor=price)
    work_off()

    def reserve(day: int) -> int:
        ask(ben, desk, desk.at(10, day=day))
        [task] = due()
        return proxy.of(lambda: work_on(*task))

    assert [reserve(day) for day in DAYS][-1] <= 5


def test_listing_slots_takes_three_trips_at_most(proxy: CountingProxy, ben: Person, desk: Desk) -> None:
    def look(day: int) -> None:
        query = {"from": desk.at(0, day=day).isoformat(), "to": desk.at(0, day=day + 31).isoformat()}
        assert ben.get(desk.slots, query_string=query).status_code == 200

    assert warmly(proxy, look) <= 3


def test_a_longer_list_of_bookings_costs_no_more_trips(proxy: CountingProxy, ben: Person, desk: Desk) -> None:
    def look(_: int) -> None:
        assert ben.get("/v1/bookings").status_code == 200

    book(ben, desk, desk.at(10))
    short = warmly(proxy, look)
    for hour in (12, 13, 14, 15, 16):
        book(ben, desk, desk.at(hour))

    assert warmly(proxy, look) == short <= 4
