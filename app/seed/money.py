"""Payments and refunds of the demo world, in our books and in those of the sandbox company."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import column, insert, table
from sqlalchemy.orm import Session

from app.kernel.ids import reference
from app.payments.bookkeeping import LEGS, Movement
from app.payments.models import Payment, Posting, Refund
from app.payments.rules import PaymentStatus, RefundStatus, taken
from app.ports import ports
from app.seed.luck import luck
from app.seed.plot import Entry
from app.seed.rows import write
from app.seed.stories import Fate, payment_status

COMPANY = "sandbox"

# The company's own tables: no code of ours reads them, and its adapter is not for us to import.
_CHECKOUTS = table(
    "sandbox_checkouts",
    *map(column, ("reference", "key", "payment_id", "amount_minor", "currency", "merchant", "description")),
    *map(column, ("success_url", "cancel_url", "state", "captured_minor", "created_at")),
)
_REFUNDS = table(
    "sandbox_refunds", *map(column, ("reference", "key", "checkout_reference", "amount_minor", "created_at"))
)


def write_payments(session: Session, entries: Sequence[Entry], *, now: datetime) -> dict[int, int]:
    """Every payment that was due, and what went back of it: the refund's id by the booking's."""
    due = [entry for entry in entries if entry.offer.due]
    chance = luck("payments")
    payments = [_payment(entry, chance, now) for entry in due]
    write(session, Payment, payments)
    refunds = [
        _refund(entry, payment, chance)
        for entry, payment in zip(due, payments, strict=True)
        if entry.refund_minor
    ]
    write(session, Refund, refunds)
    write(session, Posting, list(_postings(payments, refunds)))
    if ports().payments.name == COMPANY:
        _write_the_companys_books(session, due, payments, refunds)
    of_booking = {payment["id"]: payment["booking_id"] for payment in payments}
    return {of_booking[refund["payment_id"]]: refund["id"] for refund in refunds}


def _payment(entry: Entry, chance: Random, now: datetime) -> dict[str, Any]:
    number = chance.randrange(10**11, 10**12)
    asked = entry.fate is not Fate.UNPAID  # nobody opened the checkout: the company never heard of it
    captured = entry.offer.price_minor if entry.captured else 0
    status = taken(captured, entry.refund_minor) if entry.captured else payment_status(entry.fate)
    paid = asked and status is not PaymentStatus.VOIDED
    return {
        "id": number,
        "booking_id": entry.booking_id,
        "provider_id": entry.shop.provider_id,
        "client_id": entry.guest.user_id,
        "amount_minor": entry.offer.price_minor,
        "currency": entry.shop.shop.city.currency,
        "status": status,
        "company": COMPANY,
        "company_reference": f"sbx_demo_{number}" if asked else None,
        "description": f"Booking {reference(entry.booking_id)}",
        "asked_at": entry.created if asked else None,
        "checked_at": now if asked else None,
        "checkout_url": ports().site.link(f"/sandbox/checkout/sbx_demo_{number}") if asked else None,
        "captured_minor": captured,
        "refunded_minor": entry.refund_minor,
        "paid_at": entry.settled if paid else None,
        "created_at": entry.created,
        "updated_at": entry.last[1] if entry.refund_minor else entry.settled,
    }


def _refund(entry: Entry, payment: dict[str, Any], chance: Random) -> dict[str, Any]:
    number = chance.randrange(10**11, 10**12)
    return {
        "id": number,
        "payment_id": payment["id"],
        "amount_minor": entry.refund_minor,
        "reason": "booking cancelled",
        "status": RefundStatus.DONE,
        "company_reference": f"sbr_demo_{number}",
        "created_at": entry.last[1],
        "updated_at": entry.last[1],
    }


def _postings(
    payments: Sequence[dict[str, Any]], refunds: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    of_refund = {payment["id"]: payment for payment in payments}
    for payment in payments:
        if payment["captured_minor"]:
            mark = f"{payment['company_reference']}:{payment['captured_minor']}"
            yield _posting(payment, Movement.CAPTURED, payment["captured_minor"], mark)
    for refund in refunds:
        payment = of_refund[refund["payment_id"]]
        yield _posting(payment, Movement.REFUNDED, refund["amount_minor"], refund["company_reference"])


def _posting(payment: dict[str, Any], movement: Movement, amount_minor: int, mark: str) -> dict[str, Any]:
    return {
        "payment_id": payment["id"],
        "movement": movement,
        "debit": LEGS[movement].debit,
        "credit": LEGS[movement].credit,
        "amount_minor": amount_minor,
        "currency": payment["currency"],
        "company": COMPANY,
        "reference": mark,
        "at": payment["updated_at"],
    }


def _write_the_companys_books(
    session: Session,
    entries: Sequence[Entry],
    payments: Sequence[dict[str, Any]],
    refunds: Sequence[dict[str, Any]],
) -> None:
    known = [
        _checkout(entry, payment)
        for entry, payment in zip(entries, payments, strict=True)
        if payment["company_reference"] is not None
    ]
    session.execute(insert(_CHECKOUTS), known)
    references = {payment["id"]: payment["company_reference"] for payment in payments}
    returned = [
        {"reference": refund["company_reference"], "key": f"rf:{refund['id']}"}
        | {"checkout_reference": references[refund["payment_id"]]}
        | {"amount_minor": refund["amount_minor"], "created_at": refund["created_at"]}
        for refund in refunds
    ]
    session.execute(insert(_REFUNDS), returned)


def _checkout(entry: Entry, payment: dict[str, Any]) -> dict[str, Any]:
    back = ports().site.link("/")
    state = "captured" if entry.captured else payment["status"].lower()
    return (
        {
            "reference": payment["company_reference"],
            "key": f"pay:{payment['id']}",
            "merchant": f"{entry.shop.shop.first_name} {entry.shop.shop.last_name}",
            "success_url": back,
            "cancel_url": back,
            "state": state,
        }
        | {
            name: payment[name]
            for name in ("amount_minor", "currency", "description", "captured_minor", "created_at")
        }
        | {"payment_id": payment["id"]}
    )
