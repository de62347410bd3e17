"""A quote pins what was seen for a quarter of an hour: then only a rival stands between Ben and his time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from app import ports as ports_
from app.kernel.signing import key_for
from app.ports import Ports, ports
from tests.api import Person, execute, refused_fields
from tests.availability.slots.looking import look
from tests.bookings.asking import ask, book, seen, standing
from tests.bookings.working import work_off
from tests.factories.desks import Desk, offer, open_desk
from tests.promotions.codes import agreed, make_code


class Later:
    """A clock that is ahead."""

    def __init__(self, span: timedelta) -> None:
        self._span = span

    def now(self) -> datetime:
        return datetime.now(UTC) + self._span


def quoted(desk: Desk, person: Person, *, day: int = 3) -> str:
    """The quote beside a day's slots."""
    quote: str = look(person, desk, desk.at(0, day=day), desk.at(0, day=day + 1))["quote"]
    return quote


def forged(quote: str, *, purpose: str = "quote", **claims: Any) -> str:
    """A quote with other claims; signed by our key only if the purpose is the quotes' own."""
    told = jwt.decode(quote, options={"verify_signature": False})
    return jwt.encode({**told, **claims}, key_for(ports().site.secret, purpose), algorithm="HS256")


def test_price_and_policy_are_those_that_were_seen(ben: Person, paid_desk: Desk) -> None:
    quote = quoted(paid_desk, ben)
    paid_desk.offers(price_minor=9900)
    paid_desk.is_now(cancel_free_hours=48, cancel_late_percent=100)

    booking_id = book(ben, paid_desk, paid_desk.at(10), quote=quote)

    data = seen(ben, booking_id)
    assert (data["status"], data["step"], data["amount"]) == ("PENDING", "HELD", 50.0)
    policy = data["cancellationPolicy"]
    assert (policy["freeHours"], policy["latePercent"]) == (24, 50)


def test_deposit_and_no_show_fee_are_those_that_were_seen(ben: Person, paid_desk: Desk) -> None:
    paid_desk.offers(deposit_percent=20, no_show_percent=30)
    quote = quoted(paid_desk, ben)
    paid_desk.offers(deposit_percent=100, no_show_percent=100)

    data = seen(ben, book(ben, paid_desk, paid_desk.at(10), quote=quote))

    policy = data["cancellationPolicy"]
    assert (policy["depositPercent"], policy["noShowPercent"], data["payNow"]) == (20, 30, 10.0)


def test_without_a_quote_the_listed_price_counts(ben: Person, paid_desk: Desk) -> None:
    paid_desk.offers(price_minor=9900)

    assert seen(ben, book(ben, paid_desk, paid_desk.at(10)))["amount"] == 99.0


def test_what_was_free_and_later_paid_stays_as_it_was_quoted(ben: Person, paid_desk: Desk) -> None:
    paid_desk.offers(payment="LATER")
    quote = quoted(paid_desk, ben)
    paid_desk.offers(payment="NOW")

    assert standing(ben, book(ben, paid_desk, paid_desk.at(10), quote=quote))[0] == "CONFIRMED"


@pytest.mark.parametrize(
    "edit",
    [
        lambda desk: desk.opens(0, 0),
        lambda desk: desk.closes_on(desk.at(10).date()),
        lambda desk: desk.offers(notice_minutes=30 * 24 * 60),
        lambda desk: desk.offers(horizon_days=1),
        lambda desk: desk.offers(duration_minutes=90),
        lambda desk: desk.offers(duration_minutes=45, step_minutes=45),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_new_rules_do_not_undo_a_quote(ben: Person, desk: Desk, edit: Any, *, late: bool) -> None:
    quote = quoted(desk, ben)
    if not late:
        edit(desk)

    answer = ask(ben, desk, desk.at(10), quote=quote)
    assert answer.status_code == 202, answer.text
    if late:
        edit(desk)  # after it was accepted, before a worker decides
    work_off()

    data = seen(ben, answer.get_json()["data"]["id"])
    assert (data["status"], data["reason"]) == ("CONFIRMED", None)
    assert datetime.fromisoformat(data["endTime"]) == desk.at(11)
    assert _occupied(data["id"]) == timedelta(hours=1)


def test_taken_is_taken(ben: Person, cleo: Person, desk: Desk) -> None:
    quote = quoted(desk, ben)
    book(cleo, desk, desk.at(10))

    answer = ask(ben, desk, desk.at(10, 30), quote=quote)

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "SLOT_TAKEN")


def test_a_withdrawn_offering_is_gone(ben: Person, desk: Desk) -> None:
    quote = quoted(desk, ben)
    desk.offers(deleted_at=datetime.now(UTC))

    assert ask(ben, desk, desk.at(10), quote=quote).status_code == 404


def test_a_quote_stands_in_for_the_offering(ben: Person, desk: Desk) -> None:
    body = {"providerId": desk.provider_id, "quote": quoted(desk, ben)}
    body["startTime"] = desk.at(10).isoformat()

    answer = ben.post("/v1/bookings", body, headers={"Prefer": "respond-async"})

    assert (answer.status_code, answer.get_json()["data"]["offeringId"]) == (202, desk.offering_id)


def test_a_quote_is_for_the_starts_that_were_free(ben: Person, cleo: Person, desk: Desk) -> None:
    taken = book(cleo, desk, desk.at(12))
    quote = quoted(desk, ben)
    assert cleo.delete(f"/v1/bookings/{taken}").status_code == 204

    for start in (desk.at(7), desk.at(10, 10), desk.at(12), desk.at(10, day=4), desk.at(17, 30)):
        assert refused_fields(ask(ben, desk, start, quote=quote)) == {"quote"}
    sloppy = desk.at(10) + timedelta(milliseconds=1)
    assert refused_fields(ask(ben, desk, sloppy, quote=quote)) == {"quote"}
    assert ask(ben, desk, desk.at(13), quote=quote).status_code == 202


def test_a_forged_quote_is_named(ben: Person, desk: Desk) -> None:
    quote = quoted(desk, ben)
    head, claims, signature = quote.split(".")
    cheap = forged(quote, purpose="access-token", price=1)
    unsigned = jwt.encode({"price": 1}, None, algorithm="none")
    bent = f"{head}.{claims}.{signature[::-1]}"

    for bad in ("x", "eyJ.eyJ.eyJ", cheap, unsigned, bent, f"{head}.{claims}.", "é.ü.ö"):
        assert refused_fields(ask(ben, desk, desk.at(10), quote=bad)) == {"quote"}


def test_an_expired_quote_is_named(ben: Person, desk: Desk) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    old = forged(quoted(desk, ben), exp=int(past.timestamp()))

    assert refused_fields(ask(ben, desk, desk.at(10), quote=old)) == {"quote"}


def test_a_quote_of_another_offering_or_provider_is_named(ben: Person, cleo: Person, desk: Desk) -> None:
    hers = open_desk(cleo)
    other = offer(desk.provider_id)

    assert refused_fields(ask(ben, desk, desk.at(10), quote=quoted(hers, ben))) == {"quote"}
    answer = ask(ben, desk, desk.at(10), offeringId=other, quote=quoted(desk, ben))
    assert refused_fields(answer) == {"quote"}


def test_another_end_than_the_quoted_one_is_named(ben: Person, desk: Desk) -> None:
    quote = quoted(desk, ben)

    answer = ask(ben, desk, desk.at(10), quote=quote, endTime=desk.at(12).isoformat())

    assert refused_fields(answer) == {"endTime"}


def test_a_repeat_finds_its_booking_though_the_quote_has_expired(
    ben: Person, desk: Desk, installed: Ports
) -> None:
    quote = forged(quoted(desk, ben), exp=int((datetime.now(UTC) + timedelta(minutes=1)).timestamp()))
    headers = {"Idempotency-Key": "quoted"}
    first = ask(ben, desk, desk.at(10), quote=quote, headers=headers)

    ports_.install(replace(installed, clock=Later(timedelta(minutes=2))))
    again = ask(ben, desk, desk.at(10), quote=quote, headers=headers)
    anew = ask(ben, desk, desk.at(12), quote=quote)

    assert again.get_json()["data"]["id"] == first.get_json()["data"]["id"]
    assert refused_fields(anew) == {"quote"}


def test_a_promo_code_takes_its_share_of_the_quoted_price(ben: Person, paid_desk: Desk) -> None:
    quote = quoted(paid_desk, ben)
    code = make_code(paid_desk, percent=20)
    paid_desk.offers(price_minor=100)

    booking_id = book(ben, paid_desk, paid_desk.at(10), quote=quote, promoCode=code["code"])

    assert agreed(booking_id) == (4000, 1000, True)


def _occupied(booking_id: int) -> timedelta:
    length: timedelta = execute(
        "SELECT upper(during) - lower(during) FROM occupancies WHERE booking_id = :id AND active",
        id=booking_id,
    )
    return length
