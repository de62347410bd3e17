"""Our name for an order: PayPal's id, and what we would have to know if PayPal forgot the order.

PayPal drops an order that nobody approved within hours, and answers 404 from then on. Its reference still
tells whose it was and how much, so that closing it can be answered.
"""

import re
from dataclasses import dataclass

from app.kernel.errors import PermanentError
from app.ports.payments import Charge, ChargeState

_FULL = re.compile(
    r"(?P<order>[A-Z0-9-]{1,36})~(?P<payment>[0-9]{1,19})~(?P<amount>[0-9]{1,18})(?P<currency>[A-Z]{3})\Z"
)
_HINT = re.compile(r"(?P<kind>orders|authorizations|captures)/(?P<id>[A-Z0-9-]{1,36})\Z")


@dataclass(frozen=True, slots=True)
class Name:
    order_id: str
    payment_id: int
    amount_minor: int
    currency: str

    def __str__(self) -> str:
        return f"{self.order_id}~{self.payment_id}~{self.amount_minor}{self.currency}"

    def forgotten(self) -> Charge:
        """What can be said of an order that PayPal no longer has: nobody can pay it."""
        return Charge(
            reference=str(self),
            payment_id=self.payment_id,
            state=ChargeState.VOIDED,
            amount_minor=self.amount_minor,
            currency=self.currency,
            captured_minor=0,
            checkout_url=None,
        )


@dataclass(frozen=True, slots=True)
class Hint:
    """What a webhook names: an order, or something that belongs to one."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


def read(reference: str) -> Name:
    """Raises PermanentError: we never gave that name."""
    found = _FULL.match(reference)
    if found is None:
        raise PermanentError("no such order")
    return Name(found["order"], int(found["payment"]), int(found["amount"]), found["currency"])


def hint(reference: str) -> Hint | None:
    found = _HINT.match(reference)
    return Hint(found["kind"], found["id"]) if found else None
