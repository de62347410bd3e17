"""The payments port over the sandbox company. Its books stand in our database, yet it acts as if far away."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from app.adapters.payments import notices
from app.adapters.payments.sandbox import books, events
from app.adapters.payments.sandbox.keys import webhook_key
from app.db.session import reading, transaction
from app.kernel.errors import PermanentError
from app.ports.clock import Clock
from app.ports.payments import Charge, ChargeState, Notice, Order
from app.ports.site import Site

PAGES = "/sandbox/checkout"


class SandboxPayments:
    """Refuses to exist in production."""

    name = "sandbox"
    listed_within = timedelta(0)

    def __init__(self, site: Site, clock: Clock) -> None:
        if site.production:
            raise RuntimeError("the sandbox takes no real money: it cannot run in production")
        self._pages = site.link(PAGES)
        self._key = webhook_key(site)
        self._clock = clock

    def open_checkout(self, order: Order) -> Charge:
        with transaction() as session:
            checkout = books.open_checkout(session, order)
            return books.charge(session, checkout.reference, pages=self._pages)

    def fetch(self, reference: str) -> Charge:
        with reading() as session:
            return books.charge(session, reference, pages=self._pages)

    def capture(self, reference: str, *, key: str, amount_minor: int | None = None) -> Charge:
        del key  # the state alone makes a repeat harmless
        charge = self._moved(reference, ChargeState.AUTHORIZED, ChargeState.CAPTURED, amount_minor)
        if charge.state is not ChargeState.CAPTURED:
            raise PermanentError(f"nothing to capture: {charge.state}")
        return charge

    def void(self, reference: str, *, key: str) -> Charge:
        del key
        return self._moved(reference, ChargeState.OPEN, ChargeState.VOIDED)

    def release(self, reference: str, *, key: str) -> Charge:
        del key
        return self._moved(reference, ChargeState.AUTHORIZED, ChargeState.VOIDED)

    def refund(self, reference: str, amount_minor: int, *, key: str) -> Charge:
        with transaction() as session:
            if books.refund(session, reference, amount_minor, key=key):
                events.tell(session, reference, "payment.refunded")
            return books.charge(session, reference, pages=self._pages)

    def recent(self, since: datetime) -> Iterator[Charge]:
        with reading() as session:
            references = books.made_since(session, since)
        return (self.fetch(reference) for reference in references)

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        return notices.read(self._key, headers, body, now=self._clock.now())

    def _moved(
        self, reference: str, before: ChargeState, after: ChargeState, amount_minor: int | None = None
    ) -> Charge:
        with transaction() as session:
            if books.move(session, reference, before, after, amount_minor):
                events.tell(session, reference, f"payment.{after}")
            return books.charge(session, reference, pages=self._pages)
