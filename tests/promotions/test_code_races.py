"""Everybody at the same moment: a limit is a limit."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.api import Person, execute, join
from tests.bookings.asking import ask
from tests.factories.desks import Desk, open_desk
from tests.patience import eventually
from tests.promotions.codes import make_code, used
from tests.races import at_once

CALLERS, LIMIT = 100, 8


@pytest.fixture
def long_desk(ada: Person) -> Desk:
    """Open day and night, with a start every quarter of an hour."""
    return open_desk(ada, price_minor=4555, opens=0, closes=1440, duration_minutes=15, step_minutes=15)


def ask_again(who: Person, desk: Desk, start: datetime, **wish: Any) -> TestResponse:
    """As clients do who are told that the site is busy (503): nothing was done, and they ask once more."""
    return eventually(
        lambda: answer if (answer := ask(who, desk, start, **wish)).status_code != 503 else None, within=30
    )


def test_of_a_hundred_callers_the_limit_is_served(app: Flask, long_desk: Desk) -> None:
    code = make_code(long_desk, maxRedemptions=LIMIT)
    callers = [join(app, "Rival", "CLIENT") for _ in range(CALLERS)]
    starts = [long_desk.at(n % 24, 15 * (n // 24 % 4), day=3 + n // 96) for n in range(CALLERS)]

    answers = at_once(
        [
            lambda who=who, start=start: ask_again(who, long_desk, start, promoCode=code["code"])
            for who, start in zip(callers, starts, strict=True)
        ]
    )

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [202] * LIMIT + [409] * (CALLERS - LIMIT)
    reasons = {tuple(a.get_json()["error"]["reasons"]) for a in answers if a.status_code == 409}
    assert reasons == {("USED_UP",)}
    assert used(long_desk, code) == LIMIT


def test_of_one_client_s_many_tries_their_share_is_served(ben: Person, cleo: Person, long_desk: Desk) -> None:
    code = make_code(long_desk, maxPerClient=3)
    starts = [long_desk.at(n % 24) for n in range(16)]

    answers = at_once(
        [
            lambda who=who, start=start: ask(who, long_desk, start, promoCode=code["code"])
            for n, start in enumerate(starts)
            for who in [ben if n % 2 else cleo]
        ]
    )

    assert sorted(answer.status_code for answer in answers) == [202] * 6 + [409] * 10
    for who in (ben, cleo):
        assert _uses(who, code) == 3


def _uses(who: Person, code: dict[str, object]) -> int:
    count: int = execute(
        "SELECT count(*) FROM bookings WHERE promo_code_id = :code AND client_id = :client",
        code=code["id"],
        client=who.user_id,
    )
    return count
