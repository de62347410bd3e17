"""Making promo codes, and what became of them."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.api import Person, execute
from tests.factories.desks import Desk

_numbers = itertools.count(1)


def codes_of(desk: Desk) -> str:
    return f"/v1/providers/{desk.provider_id}/promo-codes"


def make_code(desk: Desk, **terms: Any) -> dict[str, Any]:
    """One of Ada's codes: a tenth off, unless said otherwise."""
    chosen = {"code": f"CODE-{next(_numbers)}", **terms}
    if not {"percent", "amount"} & chosen.keys():
        chosen["percent"] = 10
    answer = desk.owner.post(codes_of(desk), chosen)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.get_json()["data"]
    return made


def used(desk: Desk, code: dict[str, Any]) -> int:
    """How many bookings stand on it, as Ada sees it."""
    answer = desk.owner.get(f"{codes_of(desk)}/{code['id']}")
    assert answer.status_code == 200, answer.text
    return int(answer.get_json()["data"]["redemptions"])


def check(person: Person, desk: Desk, code: str, **more: Any) -> dict[str, Any]:
    body = {"providerId": desk.provider_id, "offeringId": desk.offering_id, "code": code, **more}
    answer = person.post("/v1/promo-codes/check", body)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.get_json()["data"]
    return said


def hence(**span: int) -> str:
    return (datetime.now(UTC) + timedelta(**span)).isoformat()


def agreed(booking_id: int) -> tuple[int, int, bool]:
    """Amount, discount, and whether it must be paid."""
    row = execute(
        "SELECT json_build_array(amount_minor, discount_minor, payment_required)"
        " FROM bookings WHERE id = :id",
        id=booking_id,
    )
    return tuple(row)
