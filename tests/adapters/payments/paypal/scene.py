"""PayPal and our adapter, and the short walks that tests begin with."""

from dataclasses import dataclass, replace
from typing import Any

from app.adapters.payments.paypal import PayPalPayments
from app.kernel.ids import public_number
from app.ports.payments import Charge, Order
from tests.servers.paypal import PayPal


@dataclass
class Scene:
    server: PayPal
    payments: PayPalPayments
    roots: str

    def opened(self, **changed: Any) -> Charge:
        return self.payments.open_checkout(an_order(**changed))

    def approved(self, *, card: str = "good", **changed: Any) -> Charge:
        """The client has agreed, and nobody on our side has looked yet."""
        charge = self.opened(**changed)
        assert self.approve(charge, card=card)
        return charge

    def authorised(self, **changed: Any) -> Charge:
        return self.payments.fetch(self.approved(**changed).reference)

    def captured(self, **changed: Any) -> Charge:
        reference = self.authorised(**changed).reference
        return self.payments.capture(reference, key=f"cap:{public_number()}")

    def approve(self, charge: Charge, *, card: str = "good") -> bool:
        return self.server.approve(order_id(charge), card=card)

    def capture_id(self, charge: Charge) -> str:
        kept = self.server.books.captures.items()
        return next(key for key, one in kept if one.order_id == order_id(charge))

    def calls(self, words: str) -> int:
        """How many calls had these words in them."""
        return sum(words in call for call in self.server.asked)


def order_id(charge: Charge) -> str:
    return charge.reference.partition("~")[0]


def an_order(**changed: Any) -> Order:
    payment_id = public_number()
    order = Order(
        key=f"pay:{payment_id}",
        payment_id=payment_id,
        amount_minor=4500,
        currency="EUR",
        merchant="Ada's Piano",
        description="Lesson",
        success_url="https://book.example/done",
        cancel_url="https://book.example/unpaid",
    )
    return replace(order, **changed)
