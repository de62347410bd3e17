"""PayPal in the contract suite: our adapter, and the imitation at the other end of real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.adapters.clock.system import SystemClock
from app.adapters.payments.paypal import Account, PayPalPayments
from app.ports.payments import ChargeState
from tests.servers.paypal import PayPal, paypal_server
from tests.servers.paypal.town import CLIENT_ID, SECRET, WEBHOOK_ID


def account(server: PayPal, *, roots: str | None = None) -> Account:
    return Account(client_id=CLIENT_ID, secret=SECRET, webhook_id=WEBHOOK_ID, url=server.url, roots=roots)


@contextmanager
def paypal() -> Iterator[tuple[PayPalPayments, "Payer"]]:
    with paypal_server() as server:
        payments = PayPalPayments(account(server), SystemClock())
        yield payments, Payer(server, payments)


class Payer:
    """Approves at PayPal, which alone takes no money; then our site looks, as after a webhook."""

    def __init__(self, server: PayPal, payments: PayPalPayments) -> None:
        self._server, self._payments = server, payments

    def pay(self, reference: str) -> bool:
        if not self._server.approve(reference.partition("~")[0]):
            return False
        return self._payments.fetch(reference).state is ChargeState.AUTHORIZED
