"""A booking's row as the API's JSON. By hand, since every creation pays for it."""

from typing import Any

from flask import Response

from app.bookings.rules import FEE_DUE, PAYMENT_DUE, UNSUBMITTED, Status, Step
from app.db.fast import Row
from app.http import etag
from app.http.json import OrjsonProvider
from app.http.paging import Page
from app.kernel import ids
from app.kernel.money import Money
from app.payments import service as payments

# Where to meet is for those who will: not before the booking is firm, and not after it came to nothing.
STANDING = frozenset({Status.CONFIRMED, Status.COMPLETED, Status.NO_SHOW})


def present(row: Row) -> dict[str, Any]:
    """The customer's fields and ours, as `BookingOut` documents them."""
    return {
        "id": row["id"],
        "reference": ids.reference(row["id"]),
        "providerId": row["provider_id"],
        "providerName": row["provider_name"],
        "clientId": row["client_id"],
        "offeringId": row["offering_id"],
        "offeringTitle": row["title"],
        "startTime": row["start_time"],
        "endTime": row["end_time"],
        "seats": row["seats"],
        "hosts": _hosts(row),
        "resources": row["resources"] or [],
        "timezone": row["client_timezone"],
        "status": row["status"],
        "step": row["step"],
        "attention": row["attention"],
        "reason": row["reason"],
        "explanation": row["explanation"],
        "cancelledBy": _cancelled_by(row),
        "packagePurchaseId": row["package_purchase_id"],
        "seriesId": row["series_id"],
        "items": [_item(row, *item) for item in row["items"] or ()],
        **_costs(row),
        "holdExpiresAt": row["hold_expires_at"],
        "cancellationPolicy": {
            "freeHours": row["cancel_free_hours"],
            "latePercent": row["cancel_late_percent"],
            "noShowPercent": row["no_show_percent"],
            "depositPercent": row["deposit_percent"],
        },
        "notes": row["notes"],
        "videoCallLink": row["video_call_link"] if row["status"] in STANDING else None,
        "version": row["version"],
        "createdAt": row["created_at"],
        "updatedAt": row["updated_at"],
    }


def _costs(row: Row) -> dict[str, Any]:
    """What it costs, and whether it is to be paid now."""
    unpaid = row["payment_required"] and (
        row["status"] == Status.REQUESTED
        or row["step"] in {*UNSUBMITTED, Step.HELD, Step.PAYING}
        or row["attention"] in {PAYMENT_DUE, FEE_DUE}
    )
    payable = unpaid and row["payment_id"] is not None
    return {
        "paymentRequired": unpaid,
        "cardHold": row["card_hold"],
        "amount": float(Money(row["amount_minor"], row["currency"]).major),
        "discount": float(Money(row["discount_minor"], row["currency"]).major),
        "payNow": _pay_now(row),
        "currency": row["currency"],
        "paymentUrl": payments.pay_link(row["payment_id"]) if payable else None,
    }


def _item(row: Row, offering_id: int, title: str, minutes: int, price_minor: int) -> dict[str, Any]:
    """One of several services."""
    price = float(Money(price_minor, row["currency"]).major)
    return {"offeringId": offering_id, "offeringTitle": title, "minutes": minutes, "price": price}


def _cancelled_by(row: Row) -> str | None:
    """Which side it was; never a person of the house by name."""
    hosts = {host["userId"]: "PROVIDER" for host in row["hosts"] or ()}
    sides = {None: None, row["provider_user_id"]: "PROVIDER", **hosts, row["client_id"]: "CLIENT"}
    return sides.get(row["cancelled_by"], "HOUSE")


def _hosts(row: Row) -> list[dict[str, Any]]:
    """Whose time it takes: its provider's, or that of those of a team who serve it."""
    if not row["joint"]:
        return [{"providerId": row["provider_id"], "name": row["provider_name"]}]
    return [{"providerId": host["providerId"], "name": host["name"]} for host in row["hosts"] or ()]


def _pay_now(row: Row) -> float:
    """What is or was due at booking; the rest of the price is paid on site."""
    minor = row["due_minor"] if row["payment_required"] and not row["card_hold"] else 0
    return float(Money(minor, row["currency"]).major)


def respond(row: Row, status: int, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """A whole answer with the booking, its ETag and where it can be followed; `more` stands beside it."""
    body = OrjsonProvider.encode({"data": present(row) | more})
    response = Response(body, status, mimetype="application/json")
    response.headers["ETag"] = etag.tag(row["version"])
    response.headers.update(headers or {})
    return response


def respond_page(page: Page) -> Response:
    """A page of bookings."""
    body = {"data": [present(row) for row in page.items], "pagination": page.pagination()}
    return Response(OrjsonProvider.encode(body), mimetype="application/json")


def location(booking_id: int) -> str:
    return f"/v1/bookings/{booking_id}"
