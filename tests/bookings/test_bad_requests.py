from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api import Person, refused_fields
from tests.bookings.asking import written
from tests.factories.desks import Desk


def refused(ben: Person, body: Any, status: int = 400) -> Any:
    """The error of a request for a booking of which nothing may remain."""
    before = written()
    answer = ben.post("/v1/bookings", body, headers={"Prefer": "respond-async", "Idempotency-Key": "a"})
    assert answer.status_code == status, answer.text
    assert written() == before
    return answer


def ago(**span: int) -> datetime:
    return datetime.now(UTC) - timedelta(**span)


BAD_STARTS = [
    (lambda _: ago(hours=2), "in the future"),
    (lambda _: ago(days=900), "in the future"),
    (lambda desk: desk.at(10, 10), "starts that the provider offers"),
    (lambda desk: desk.at(10) + timedelta(seconds=1), "starts that the provider offers"),
    (lambda desk: desk.at(10) + timedelta(microseconds=1), "starts that the provider offers"),
    (lambda desk: desk.at(7), "not open"),
    (lambda desk: desk.at(17, 30), "not open"),
    (lambda desk: desk.at(10, day=61), "further ahead"),
]


@pytest.mark.parametrize(("start", "meaning"), BAD_STARTS)
def test_a_start_that_is_not_offered_is_refused_with_its_reason(
    ben: Person, desk: Desk, start: Any, meaning: str
) -> None:
    answer = refused(ben, desk.wanted(start(desk)))

    assert refused_fields(answer) == {"startTime"}
    assert meaning in answer.get_json()["error"]["details"][0]["message"]


def test_a_start_within_the_notice_is_too_soon(ben: Person, desk: Desk) -> None:
    desk.offers(notice_minutes=5 * 1440)

    answer = refused(ben, desk.wanted(desk.at(10)))

    assert "notice" in answer.get_json()["error"]["details"][0]["message"]


EXTREMES = ["0001-01-01T00:00:00Z", "0001-01-02T00:00:00+14:00", "9999-12-31T23:59:59Z", "1582-01-01T00:00Z"]


@pytest.mark.parametrize("start", EXTREMES)
def test_the_ends_of_the_calendar_are_refused(ben: Person, desk: Desk, start: str) -> None:
    answer = refused(ben, {**desk.wanted(desk.at(10)), "startTime": start})

    assert refused_fields(answer) == {"startTime"}


BAD_FIELDS: list[tuple[dict[str, Any], str]] = [
    ({"notes": "x" * 501}, "notes"),
    ({"notes": 5}, "notes"),
    ({"notes": "a\x00b"}, "body"),
    ({"timezone": "Mars/Olympus"}, "timezone"),
    ({"timezone": "x" * 5000}, "timezone"),
    ({"timezone": 7}, "timezone"),
    ({"startTime": "tomorrow"}, "startTime"),
    ({"startTime": "2030-01-01T10:00:00"}, "startTime"),
    ({"startTime": 1893456000}, "startTime"),
    ({"startTime": None}, "startTime"),
    ({"startTime": ["2030-01-01T10:00:00Z"]}, "startTime"),
    ({"endTime": "2030-01-01T10:00:00Z"}, "endTime"),
    ({"endTime": "9999-12-31T23:59:59Z"}, "endTime"),
    ({"providerId": "1"}, "providerId"),
    ({"providerId": 0}, "providerId"),
    ({"providerId": -1}, "providerId"),
    ({"providerId": 1.5}, "providerId"),
    ({"providerId": True}, "providerId"),
    ({"providerId": 2**63}, "providerId"),
    ({"offeringId": "x"}, "offeringId"),
    ({"seats": 2}, "seats"),
    ({"price": 0}, "price"),
    ({"clientId": 1}, "clientId"),
]


@pytest.mark.parametrize(("change", "field"), BAD_FIELDS)
def test_a_bad_field_is_named(ben: Person, desk: Desk, change: dict[str, Any], field: str) -> None:
    answer = refused(ben, {**desk.wanted(desk.at(10)), **change})

    assert refused_fields(answer) == {field}


@pytest.mark.parametrize(
    ("end", "message"),
    [
        (timedelta(minutes=-60), "after the start"),
        (timedelta(), "after the start"),
        (timedelta(minutes=61), "lasts 60 minutes"),
        (timedelta(minutes=60, seconds=1), "whole minutes"),
        (timedelta(days=30), "at most 24 hours"),
    ],
)
def test_an_end_that_does_not_fit_is_refused(ben: Person, desk: Desk, end: timedelta, message: str) -> None:
    answer = refused(ben, desk.wanted(desk.at(10), endTime=(desk.at(10) + end).isoformat()))

    assert refused_fields(answer) == {"endTime"}
    assert message in answer.get_json()["error"]["details"][0]["message"]


@pytest.mark.parametrize("missing", ["providerId", "startTime"])
def test_what_is_missing_is_named(ben: Person, desk: Desk, missing: str) -> None:
    body = desk.wanted(desk.at(10))
    del body[missing]

    assert refused_fields(refused(ben, body)) == {missing}


def test_a_time_needs_an_end_or_an_offering(ben: Person, desk: Desk) -> None:
    body = {"providerId": desk.provider_id, "startTime": desk.at(10).isoformat()}

    assert refused_fields(refused(ben, body)) == {"endTime"}


def test_unknown_providers_and_offerings_are_not_found(ben: Person, desk: Desk) -> None:
    wanted = desk.wanted(desk.at(10))
    nobody = refused(ben, {**wanted, "providerId": 10**14}, 404)
    nothing = refused(ben, {**wanted, "offeringId": 10**14}, 404)
    no_such_length = {**wanted, "endTime": (desk.at(10) + timedelta(minutes=25)).isoformat()}
    del no_such_length["offeringId"]
    length = refused(ben, no_such_length, 404)

    fields = [answer.get_json()["error"]["details"][0]["field"] for answer in (nobody, nothing, length)]
    assert fields == ["providerId", "offeringId", "endTime"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("providers", {"published": False}),
        ("providers", {"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)}),
        ("offerings", {"active": False}),
        ("offerings", {"deleted_at": datetime(2026, 1, 1, tzinfo=UTC)}),
    ],
)
def test_what_was_withdrawn_is_not_found(ben: Person, desk: Desk, table: str, change: dict[str, Any]) -> None:
    (desk.is_now if table == "providers" else desk.offers)(**change)

    refused(ben, desk.wanted(desk.at(10)), 404)


@pytest.mark.parametrize("body", [[], "text", 5, None, {}, [[]], True])
def test_json_of_another_shape_is_refused(ben: Person, body: Any) -> None:
    refused(ben, body)
