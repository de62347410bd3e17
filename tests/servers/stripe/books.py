"""What the imitation knows: its objects, every call it heard and every cent that moved."""

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.servers.stripe import spec
from tests.servers.stripe.refusals import missing

Thing = dict[str, Any]
PREFIX = {
    "checkout.session": "cs_test",
    "payment_intent": "pi",
    "charge": "ch",
    "refund": "re",
    "dispute": "du",
    "event": "evt",
    "account": "acct",
    "customer": "cus",
    "payment_method": "pm",
    "setup_intent": "seti",
    "product": "prod",
    "price": "price",
    "subscription": "sub",
    "subscription_item": "si",
    "invoice": "in",
    "billing_portal.session": "bps",
}


class Call(NamedTuple):
    """A request that reached an endpoint, and the status it was answered with."""

    method: str
    path: str
    parameters: dict[str, Any]
    key: str | None
    status: int


class Cent(NamedTuple):
    """Money that moved: `charge` in; `refund`, `dispute`, `transfer` out; `fee`, `won` back in."""

    kind: str
    amount: int
    currency: str
    payment: str


@dataclass
class Books:
    """One lock around each call makes it happen at once or not at all."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    things: dict[str, dict[str, Thing]] = field(default_factory=lambda: {kind: {} for kind in PREFIX})
    ahead: int = 0  # seconds by which its clock was advanced
    calls: list[Call] = field(default_factory=list)
    cents: list[Cent] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def now(self) -> int:
        return int(time.time()) + self.ahead

    def add(self, kind: str, **facts: Any) -> Thing:
        """A new object of a kind, with all that Stripe would send of it."""
        number = f"{PREFIX[kind]}_{id(self):x}{next(self._numbers):08d}"
        thing = spec.blank(kind) | {"id": number, "created": self.now(), "livemode": False} | facts
        self.things[kind][number] = thing
        return thing

    def get(self, kind: str, reference: str) -> Thing:
        """Raises Refused."""
        found = self.things[kind].get(reference)
        if found is None:
            raise missing(kind, reference)
        return found

    def of(self, kind: str, **facts: Any) -> list[Thing]:
        """All objects of a kind with these values, the newest first, as Stripe lists them."""
        found = [one for one in self.things[kind].values() if all(one[name] == facts[name] for name in facts)]
        return found[::-1]

    def move(self, kind: str, amount: int, intent: Thing) -> None:
        self.cents.append(Cent(kind, amount, intent["currency"], intent["metadata"].get("payment_id", "")))

    def total(self, kind: str, currency: str | None = None) -> int:
        """All cents of a kind."""
        return sum(
            cent.amount for cent in self.cents if cent.kind == kind and currency in {None, cent.currency}
        )

    def writes(self, path: str) -> list[Call]:
        """The writing calls whose path ends so."""
        return [call for call in self.calls if call.method == "POST" and call.path.endswith(path)]
