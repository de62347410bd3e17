"""The payments port over the sandbox company. Its books stand in our database, yet it acts as if far away."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.adapters.payments import notices
from app.adapters.payments.sandbox import books, events, holds
from app.adapters.payments.sandbox.keys import webhook_key
from app.db.session import reading, transaction
from app.kernel.errors import PermanentError
from app.ports.clock import Clock
from app.ports.payments import CardRefused, Charge, ChargeState, Notice, Order
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
        if order.keeps_card and order.customer is None:
            raise PermanentError("a card is kept for somebody")
        with transaction() as session:
            checkout = books.open_checkout(session, order)
            return self._charge(session, checkout.reference)

    def fetch(self, reference: str) -> Charge:
        with reading() as session:
            return self._charge(session, reference)

    def capture(self, reference: str, *, key: str, amount_minor: int | None = None) -> Charge:
        del key  # the state alone makes a repeat harmless
        with transaction() as session:
            if holds.refuses(session, reference):
                events.tell(session, reference, "payment.failed")
        charge = self._moved(reference, ChargeState.AUTHORIZED, ChargeState.CAPTURED, amount_minor)
        if charge.state is ChargeState.FAILED:
            raise CardRefused("the play card was not charged")
        if charge.state is not ChargeState.CAPTURED:
            raise PermanentError(f"nothing to capture: {charge.state}")
        return charge

    def void(self, reference: str, *, key: str) -> Charge:
        del key
        return self._moved(reference, ChargeState.OPEN, ChargeState.VOIDED)

    def release(self, reference: str, *, key: str) -> Charge:
        del key
        charge = self._moved(reference, ChargeState.AUTHORIZED, ChargeState.VOIDED)
        if charge.state is ChargeState.VOIDED:
            with transaction() as session:
                holds.let_go(session, reference)
        return charge

    def refund(self, reference: str, amount_minor: int, *, key: str) -> Charge:
        with transaction() as session:
            if books.refund(session, reference, amount_minor, key=key):
                events.tell(session, reference, "payment.refunded")
            return self._charge(session, reference)

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
            return self._charge(session, reference)

    def _charge(self, session: Session, reference: str) -> Charge:
        found = books.checkout(session, reference)
        if found is None:
            raise PermanentError("no such checkout")
        return books.charge(session, found, holds.state_of(session, found), pages=self._pages)
