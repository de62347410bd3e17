from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from app.bookings.present import present
from app.bookings.rules import Status, Step
from app.bookings.schemas import BookingOut
from tests.api import Person
from tests.bookings.asking import book
from tests.factories.desks import Desk

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)
ROW: dict[str, Any] = {
    "id": 123456789012,
    "provider_id": 1,
    "provider_name": "Ada Example",
    "client_id": 2,
    "offering_id": 3,
    "title": "One hour",
    "start_time": NOON,
    "end_time": NOON.replace(hour=13),
    "client_timezone": "Asia/Tokyo",
    "status": "PENDING",
    "step": "HELD",
    "attention": None,
    "reason": None,
    "explanation": None,
    "cancelled_by": None,
    "series_id": None,
    "items": None,
    "seats": 1,
    "joint": False,
    "hosts": None,
    "resources": None,
    "provider_user_id": 4,
    "payment_required": True,
    "card_hold": False,
    "payment_id": 9,
    "amount_minor": 4550,
    "discount_minor": 0,
    "package_purchase_id": None,
    "due_minor": 4550,
    "currency": "EUR",
    "hold_expires_at": NOON,
    "cancel_free_hours": 24,
    "cancel_late_percent": 50,
    "no_show_percent": 100,
    "deposit_percent": 100,
    "notes": None,
    "video_call_link": None,
    "version": 2,
    "created_at": NOON,
    "updated_at": NOON,
}


@pytest.mark.parametrize(
    ("status", "step", "payment_id", "required", "payable"),
    [
        (Status.REQUESTED, None, None, True, False),
        (Status.PENDING, Step.HELD, 9, True, True),
        (Status.PENDING, Step.HELD, None, True, False),
        (Status.PENDING, Step.APPROVAL, 9, False, False),
        (Status.PENDING, Step.EXPIRING, 9, False, False),
        (Status.PENDING, Step.CANCELLING, 9, False, False),
        (Status.CONFIRMED, None, 9, False, False),
        (Status.EXPIRED, None, None, False, False),
    ],
)
def test_only_what_can_still_be_paid_asks_for_it(  # noqa: PLR0917 - a table has many columns
    app: Flask, status: str, step: str | None, payment_id: int | None, required: object, payable: object
) -> None:
    del app
    shown = present({**ROW, "status": status, "step": step, "payment_id": payment_id})

    assert shown["paymentRequired"] is required
    assert (shown["paymentUrl"] is not None) is payable


@pytest.mark.parametrize(
    ("minor", "currency", "major"),
    [(4550, "EUR", 45.5), (4550, "JPY", 4550), (4550, "KWD", 4.55), (0, "EUR", 0)],
)
def test_amounts_are_in_major_units(app: Flask, minor: int, currency: str, major: float) -> None:
    del app

    assert present({**ROW, "amount_minor": minor, "currency": currency})["amount"] == major


def test_what_is_shown_is_what_is_documented(ben: Person, paid_desk: Desk) -> None:
    answer = ben.get(f"/v1/bookings/{book(ben, paid_desk, paid_desk.at(10))}")
    data = answer.get_json()["data"]

    documented = {field.data_key: field for field in BookingOut().fields.values()}

    assert data.keys() == documented.keys()
    assert {name for name, value in data.items() if value is None} <= {
        name for name, field in documented.items() if field.allow_none
    }
    assert data["cancellationPolicy"] == {
        "freeHours": 24,
        "latePercent": 50,
        "noShowPercent": 100,
        "depositPercent": 100,
    }
