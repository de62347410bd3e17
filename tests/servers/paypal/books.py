"""What this PayPal knows, and its log of every cent."""

import secrets
import string
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.servers.paypal.refusal import Refusal

Json = dict[str, Any]
_ALPHABET = string.ascii_uppercase + string.digits


def new_id() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(17))


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Payment:
    """An authorization, a capture or a refund, beside the JSON that PayPal shows of it."""

    order_id: str
    shown: Json
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement. `kind` is authorized, released, captured or refunded."""

    kind: str
    order_id: str
    custom_id: str
    resource_id: str
    amount: Decimal
    currency: str
    at: datetime


@dataclass(slots=True)
class Books:
    """Everything is read and written under `lock`: PayPal does one thing to an order at a time."""

    url: str = ""
    lock: Any = field(default_factory=threading.RLock)
    orders: dict[str, Json] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)  # what the payer of an order chose to pay with
    authorizations: dict[str, Payment] = field(default_factory=dict)
    captures: dict[str, Payment] = field(default_factory=dict)
    refunds: dict[str, Payment] = field(default_factory=dict)
    disputes: dict[str, Json] = field(default_factory=dict)
    journal: list[Entry] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)

    def order(self, order_id: str) -> Json:
        if order_id not in self.orders:
            raise Refusal(404, "INVALID_RESOURCE_ID")
        return self.orders[order_id]

    def payment(self, kind: str, payment_id: str) -> Payment:
        kept: dict[str, Payment] = getattr(self, kind)
        if payment_id not in kept:
            raise Refusal(404, "INVALID_RESOURCE_ID")
        return kept[payment_id]

    def note(self, kind: str, order: Json, payment: Json) -> None:
        amount = payment["amount"]
        custom_id = order["purchase_units"][0].get("custom_id", "")
        value, currency = Decimal(amount["value"]), amount["currency_code"]
        at = datetime.now(UTC)
        self.journal.append(Entry(kind, order["id"], custom_id, payment["id"], value, currency, at))

    def tell(self, kind: str, resource: Json) -> None:
        """Something happened that a webhook is owed for."""
        event = {"id": f"WH-{new_id()}", "event_type": kind, "create_time": now(), "event_version": "1.0"}
        self.events.append({**event, "resource": resource})

    def total(self, kind: str) -> Decimal:
        with self.lock:
            return sum((entry.amount for entry in self.journal if entry.kind == kind), Decimal(0))
