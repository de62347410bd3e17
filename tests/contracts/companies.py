"""Every payment company that the contract suite is run over. A new adapter joins by one more entry."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count

import pytest

from app.adapters.clock.system import SystemClock
from app.adapters.payments.memory import MemoryPayments
from app.adapters.payments.memory_cards import Mood as MemoryMood
from app.adapters.payments.sandbox import SandboxCards, SandboxPayments, desk
from app.adapters.payments.sandbox.cards import Mood as SandboxMood
from app.adapters.payments.sandbox.events import Messenger
from app.adapters.payments.stripe import Access, StripeCards, StripePayments
from app.db.session import transaction
from app.kernel.ids import public_number
from app.ports import ports
from app.ports.cards import Cards
from app.ports.payments import Charge, Order, Payments
from tests.contracts.paypal_company import paypal
from tests.payments.stage import SITE, installed
from tests.servers.stripe.buttons import GOOD
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET
from tests.servers.stripe.server import stripe_server
from tests.servers.stripe.setups import ASKS_LATER, DECLINED_LATER

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


@dataclass
class KeepingCompany:
    """A company that keeps cards, and what a client does at its page: enter a card of this mood."""

    payments: Payments
    vault: Cards
    enter: Callable[[str, str], bool]


@contextmanager
def _memory_vault(_: pytest.FixtureRequest) -> Iterator[KeepingCompany]:
    company = MemoryPayments(SystemClock())
    yield KeepingCompany(
        company, company.vault, lambda reference, mood: company.pay(reference, MemoryMood(mood))
    )


@contextmanager
def _sandbox_vault(request: pytest.FixtureRequest) -> Iterator[KeepingCompany]:
    def enter(reference: str, mood: str) -> bool:
        with transaction() as session:
            now = ports().clock.now()
            return desk.pay(session, reference, Messenger.LOST, now=now, mood=SandboxMood(mood))

    company = SandboxPayments(SITE, SystemClock())
    with installed(request.getfixturevalue("database_url"), payments=company):
        yield KeepingCompany(company, SandboxCards(SITE), enter)


@contextmanager
def _stripe_vault(_: pytest.FixtureRequest) -> Iterator[KeepingCompany]:
    numbers = {"good": GOOD, "declined": DECLINED_LATER, "asks": ASKS_LATER}
    with stripe_server() as imitation:
        access = Access(secret_key=SECRET_KEY, webhook_secrets=(WEBHOOK_SECRET,), url=imitation.site)
        yield KeepingCompany(
            StripePayments(access, SystemClock()),
            StripeCards(access),
            lambda reference, mood: imitation.buttons.pay(reference, numbers[mood]),
        )


VAULTS: dict[str, Callable[[pytest.FixtureRequest], AbstractContextManager[KeepingCompany]]] = {
    "memory": _memory_vault,
    "sandbox": _sandbox_vault,
    "stripe": _stripe_vault,
}
COMPANIES: dict[str, Callable[[pytest.FixtureRequest], AbstractContextManager[Company]]] = {
    "memory": _memory,
    "sandbox": _sandbox,
    "stripe": _stripe,
    "paypal": _paypal,
}
