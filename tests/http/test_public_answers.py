"""Nothing private stands under a public header: over every GET of the API's own document."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests import api
from tests.api import Person, execute
from tests.factories.desks import Desk, offer, open_desk
from tests.people import *  # noqa: F403 - the people of every endpoint's tests

# What the query string needs so that there is an answer at all.
NEEDED = {
    "q": "piano",
    "from": "2030-01-01T00:00:00Z",
    "to": "2030-01-02T00:00:00Z",
    "at": "2030-01-01T09:00:00Z",
    "offeringIds": "1,2",
}
_REVIEWED = """
    WITH booking AS (
        INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
            tz_version, client_timezone, status, payment_required, amount_minor, currency, cancel_free_hours,
            cancel_late_percent)
        VALUES (:id, :provider_id, :client_id, :offering_id, now() - interval '2 hours',
            now() - interval '1 hour', now(), 'UTC', 'test', 'UTC', 'COMPLETED', false, 0, 'EUR', 24, 0)
        RETURNING id)
    INSERT INTO reviews (booking_id, provider_id, client_id, rating, comment)
    SELECT id, :provider_id, :client_id, 5, 'Fine' FROM booking RETURNING id
"""


@pytest.fixture
def desks(ada: Person, cleo: Person) -> list[Desk]:
    """Ada is on the market and has something hidden; Cleo is not there yet."""
    shown, hidden = open_desk(ada), open_desk(cleo)
    offer(shown.provider_id, title="Hidden", active=False)
    hidden.is_now(published=False)
    return [shown, hidden]


def addresses(app: Flask, known: dict[str, int]) -> Iterator[str]:
    """Every GET, with ids that are there and the query that it needs."""
    document: dict[str, Any] = app.test_client().get("/openapi.json").get_json()
    for path, item in document["paths"].items():
        if "get" not in item:
            continue
        asked = {
            one["name"]: NEEDED[one["name"]]
            for one in item["get"].get("parameters", [])
            if one.get("in") == "query" and one.get("required")
        }
        filled = re.sub(r"{(\w+)}", lambda name: str(known.get(name[1], 1)), path)
        yield f"{filled}?{urlencode(asked)}"


def test_what_is_public_is_what_a_stranger_sees(
    app: Flask, ada: Person, ben: Person, cleo: Person, desks: list[Desk]
) -> None:
    admin = api.join(app, "Root", "ADMIN")
    public = set()
    for number, desk in enumerate(desks):
        known = {
            "provider_id": desk.provider_id,
            "offering_id": desk.offering_id,
            "user_id": ada.user_id,
            "booking_id": ada.user_id * 1000 + number,
        }
        known["review_id"] = execute(
            _REVIEWED,
            id=known["booking_id"],
            provider_id=desk.provider_id,
            offering_id=desk.offering_id,
            client_id=ben.user_id,
        )
        for address in addresses(app, known):
            bare = Person(app).get(address)
            for person in (ada, ben, cleo, admin):
                seen = person.get(address)
                if "public" in seen.headers.get("Cache-Control", ""):
                    assert (seen.status_code, seen.data) == (bare.status_code, bare.data), address
                    assert "Set-Cookie" not in seen.headers
                    assert seen.headers["ETag"]
                    public.add(address)

    assert len(public) > 8  # profiles, hours, offerings, packages, reviews, search
