"""What an order's JSON says, in the port's words. Pure."""

from collections.abc import Sequence
from typing import Any

from app.adapters.payments.paypal import money
from app.adapters.payments.paypal.names import Name
from app.adapters.payments.paypal.orders import AUTHORIZE, CAPTURE
from app.adapters.payments.paypal.wire import Json
from app.kernel.errors import PermanentError
from app.ports.payments import Charge, ChargeDispute, ChargeRefund, ChargeState, RefundState

TAKEN = frozenset({"COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"})
_UNPAID = frozenset({"CREATED", "SAVED", "APPROVED", "PAYER_ACTION_REQUIRED"})
_HELD = frozenset({"CREATED", "PENDING"})
_AUTHORIZATIONS = {
    "CREATED": ChargeState.AUTHORIZED,
    "PENDING": ChargeState.PROCESSING,
    "DENIED": ChargeState.FAILED,
    "VOIDED": ChargeState.VOIDED,
    "EXPIRED": ChargeState.VOIDED,
    "CAPTURED": ChargeState.AUTHORIZED,  # and yet no capture went well: see `state`
    "PARTIALLY_CAPTURED": ChargeState.AUTHORIZED,
}
_REFUNDS = {
    "PENDING": RefundState.PENDING,
    "COMPLETED": RefundState.DONE,
    "FAILED": RefundState.FAILED,
    "CANCELLED": RefundState.FAILED,
}


def charge(order: Json, disputes: Sequence[ChargeDispute] = ()) -> Charge:
    """Raises PermanentError: the order is none of ours."""
    name = named(order)
    return Charge(
        reference=str(name),
        payment_id=name.payment_id,
        state=state(order),
        amount_minor=name.amount_minor,
        currency=name.currency,
        captured_minor=sum(money.minor(one["amount"]) for one in taken(order)),
        checkout_url=_approve_link(order),
        refunds=tuple(_refund(one) for one in _payments(order, "refunds")),
        disputes=tuple(disputes),
    )


def named(order: Json) -> Name:
    try:
        unit = order["purchase_units"][0]
        amount = unit["amount"]
        return Name(order["id"], int(unit["custom_id"]), money.minor(amount), amount["currency_code"])
    except (KeyError, IndexError, ValueError) as error:
        raise PermanentError("not an order of ours") from error


def state(order: Json) -> ChargeState:
    captures, held = _payments(order, "captures"), authorization(order)
    if taken(order):
        return ChargeState.CAPTURED
    if any(one["status"] == "PENDING" for one in captures):
        return ChargeState.PROCESSING
    if held is not None:
        return _AUTHORIZATIONS.get(held["status"], ChargeState.PROCESSING)
    open_still = order["status"] in _UNPAID and order["intent"] == AUTHORIZE
    return ChargeState.OPEN if open_still else ChargeState.VOIDED


def waits_for_us(order: Json) -> bool:
    """The client has approved; nothing is reserved before we ask for it."""
    return bool(order["status"] == "APPROVED" and order["intent"] == AUTHORIZE)


def reserved_after_closing(order: Json) -> bool:
    """Must not happen, see ADR 13; what is to be let go if it does."""
    return bool(order["intent"] == CAPTURE) and releasable(order) is not None


def releasable(order: Json) -> str | None:
    """The authorization that can still be let go."""
    held = authorization(order)
    return str(held["id"]) if held is not None and held["status"] in _HELD and not taken(order) else None


def authorization(order: Json) -> Json | None:
    """PayPal authorises an order once; a renewed authorization, made at PayPal by hand, comes after it."""
    found = _payments(order, "authorizations")
    return found[-1] if found else None


def taken(order: Json) -> list[Json]:
    return [one for one in _payments(order, "captures") if one["status"] in TAKEN]


def marked(key: str) -> str:
    """Our key as a refund's `custom_id`, whose alphabet has no colon."""
    return key.replace(":", ".")


def _payments(order: Json, kind: str) -> list[Any]:
    found = order["purchase_units"][0].get("payments", {}).get(kind, [])
    return list(found)


def _refund(told: Json) -> ChargeRefund:
    mark = told.get("custom_id")
    return ChargeRefund(
        reference=told["id"],
        key=mark.replace(".", ":") if mark else None,
        amount_minor=money.minor(told["amount"]),
        state=_REFUNDS.get(told["status"], RefundState.PENDING),
    )


def _approve_link(order: Json) -> str | None:
    links = {link["rel"]: link["href"] for link in order.get("links", [])}
    return links.get("approve") or links.get("payer-action")
