"""GET /v1/notifications: what I was told, and nobody else's."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from app import factory
from app.db.session import transaction
from app.http import tokens
from app.notifications import service
from app.ports.mail import Receipt
from config.settings import Settings
from tests.factories.bookings_rows import Booked, a_booking


@pytest.fixture
def browser(process: object, database_url: str, redis_url: str) -> FlaskClient:
    del process
    settings = Settings(environment="test", database_url=database_url, redis_url=redis_url)
    return factory.build(settings).test_client()


@pytest.fixture
def booked(browser: FlaskClient) -> Booked:
    del browser
    made = a_booking()
    with transaction() as session:
        service.tell(session, "booking_confirmed", occasion="t", booking_id=made.booking, version=2)
    return made


def signed_in(user_id: int) -> dict[str, str]:
    token = tokens.mint(
        user_id=user_id, email="x@example.com", role="CLIENT", sign_in="s", now=datetime.now(UTC)
    )
    return {"Authorization": f"Bearer {token}"}


def test_each_sees_their_own(browser: FlaskClient, booked: Booked) -> None:
    mine = browser.get("/v1/notifications", headers=signed_in(booked.ben)).json

    [one] = mine["data"]
    assert mine["pagination"] == {"page": 1, "size": 20, "total": 1, "totalPages": 1}
    assert (one["kind"], one["channel"], one["status"]) == ("booking_confirmed", "EMAIL", "OWED")
    assert (one["bookingId"], one["sentAt"]) == (booked.booking, None)


def test_what_was_sent_says_when(browser: FlaskClient, booked: Booked) -> None:
    mine = browser.get("/v1/notifications", headers=signed_in(booked.ben)).json["data"]
    with transaction() as session:
        service.mark_sent(session, mine[0]["id"], Receipt("<1@x>"), now=datetime(2026, 12, 1, tzinfo=UTC))

    [one] = browser.get("/v1/notifications", headers=signed_in(booked.ben)).json["data"]

    assert (one["status"], one["sentAt"]) == ("SENT", "2026-12-01T00:00:00Z")


def test_a_stranger_sees_nothing(browser: FlaskClient, booked: Booked) -> None:
    cleo = booked.ben + 10_000

    assert browser.get("/v1/notifications", headers=signed_in(cleo)).json["data"] == []
    assert browser.get("/v1/notifications").status_code == 401


def test_a_page_that_is_none_is_refused(browser: FlaskClient, booked: Booked) -> None:
    answer = browser.get("/v1/notifications?page=0", headers=signed_in(booked.ben))

    assert answer.status_code == 400
    assert answer.json["error"]["details"][0]["field"] == "page"
