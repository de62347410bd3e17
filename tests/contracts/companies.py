"""Every payment company that the contract suite is run over. A new adapter joins by one more entry."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count

import pytest

from app.adapters.clock.system import SystemClock
from app.adapters.payments.memory import MemoryPayments
from app.adapters.payments.sandbox import SandboxPayments, desk
from app.adapters.payments.sandbox.events import Messenger
from app.adapters.payments.stripe import Access, StripePayments
from app.db.session import transaction
from app.kernel.ids import public_number
from app.ports import ports
from app.ports.payments import Charge, Order, Payments
from tests.contracts.paypal_company import paypal
from tests.payments.stage import SITE, installed
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET
from tests.servers.stripe.server import stripe_server

_attempts = count(1)


@dataclass
class Company:
    """An adapter, and what a client does at its checkout: whether that was possible."""

    payments: Payments
    pay: Callable[[str], bool]
    lists_unpaid: bool = True

    def opened(self) -> Charge:
        return self.payments.open_checkout(an_order())

    def authorised(self) -> Charge:
        charge = self.opened()
        assert self.pay(charge.reference)
        return self.payments.fetch(charge.reference)

    def captured(self) -> Charge:
        return self.payments.capture(self.authorised().reference, key=a_key())


def an_order() -> Order:
    payment_id = public_number()
    return Order(
        key=f"pay:{payment_id}",
        payment_id=payment_id,
        amount_minor=4500,
        currency="EUR",
        merchant="Ada's Piano",
        description="Lesson",
        success_url="https://book.example/done",
        cancel_url="https://book.example/unpaid",
    )


def a_key() -> str:
    return f"key:{next(_attempts)}:{public_number()}"


@contextmanager
def _memory(_: pytest.FixtureRequest) -> Iterator[Company]:
    company = MemoryPayments(SystemClock())
    yield Company(company, company.pay)


@contextmanager
def _sandbox(request: pytest.FixtureRequest) -> Iterator[Company]:
    def pay(reference: str) -> bool:
        with transaction() as session:
            return desk.pay(session, reference, Messenger.LOST, now=ports().clock.now())

    company = SandboxPayments(SITE, SystemClock())
    with installed(request.getfixturevalue("database_url"), payments=company):
        yield Company(company, pay)


@contextmanager
def _stripe(_: pytest.FixtureRequest) -> Iterator[Company]:
    """The real library, speaking HTTP to our imitation of Stripe."""
    with stripe_server() as imitation:
        access = Access(secret_key=SECRET_KEY, webhook_secrets=(WEBHOOK_SECRET,), url=imitation.site)
        yield Company(StripePayments(access, SystemClock()), imitation.buttons.pay)


@contextmanager
def _paypal(_: pytest.FixtureRequest) -> Iterator[Company]:
    with paypal() as (payments, payer):
        yield Company(payments, payer.pay, lists_unpaid=False)


COMPANIES: dict[str, Callable[[pytest.FixtureRequest], AbstractContextManager[Company]]] = {
    "memory": _memory,
    "sandbox": _sandbox,
    "stripe": _stripe,
    "paypal": _paypal,
}
