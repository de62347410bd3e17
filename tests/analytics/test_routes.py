from typing import Any

import pytest
from flask import Flask

from tests import api
from tests.api import Person, refused_fields
from tests.counting import statements_counted
from tests.factories.desks import Desk, open_desk


@pytest.fixture
def admin(app: Flask) -> Person:
    return api.join(app, "Root", "ADMIN")


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada, timezone="Asia/Kathmandu")


def figures(who: Person, desk: Desk, **query: str) -> Any:
    answer = who.get(f"/v1/providers/{desk.provider_id}/analytics", query_string=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.get_json()["data"]


def test_a_provider_sees_their_own_figures_and_the_operator_all(
    ada: Person, admin: Person, desk: Desk
) -> None:
    own, seen = figures(ada, desk), figures(admin, desk)

    assert own == seen
    assert own["timezone"] == "Asia/Kathmandu"
    assert len(own["days"]) == 30
    assert own["days"][0]["openMinutes"] == 600
    assert own["totals"]["occupancy"] == 0
    assert own["totals"]["leadTime"] == {"meanMinutes": None, "medianMinutes": None}


def test_nobody_else_does(ben: Person, cleo: Person, stranger: Person, desk: Desk) -> None:
    path = f"/v1/providers/{desk.provider_id}/analytics"

    assert stranger.get(path).status_code == 401
    assert ben.get(path).status_code == 403
    assert cleo.get(path).status_code == 404
    assert cleo.get("/v1/admin/analytics").status_code == 403


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2026-02-01", "to": "2026-01-01"}, "to"),
        ({"from": "2025-01-01", "to": "2026-01-02"}, "to"),
        ({"from": "yesterday"}, "from"),
        ({"to": "9999-12-31"}, "to"),
    ],
)
def test_dates_that_make_no_sense_are_refused(
    ada: Person, desk: Desk, query: dict[str, str], field: str
) -> None:
    answer = ada.get(f"/v1/providers/{desk.provider_id}/analytics", query_string=query)

    assert refused_fields(answer) == {field}


def test_a_year_takes_as_many_queries_as_a_day(ada: Person, desk: Desk) -> None:
    with statements_counted() as day:
        figures(ada, desk, **{"from": "2026-01-01", "to": "2026-01-01"})
    with statements_counted() as year:
        assert len(figures(ada, desk, **{"from": "2026-01-01", "to": "2026-12-31"})["days"]) == 365

    assert len(day) == len(year) <= 10
