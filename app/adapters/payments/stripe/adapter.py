"""The payments port over Stripe. A charge's reference is its Checkout Session (docs/adr/0012-stripe.md)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

import stripe
from stripe import RequestOptions
from stripe.checkout import Session

from app.adapters.payments.stripe import notices
from app.adapters.payments.stripe.amounts import to_stripe
from app.adapters.payments.stripe.client import PATIENCE, Access, connect, keyed
from app.adapters.payments.stripe.errors import translated
from app.adapters.payments.stripe.holds import charge_card, keeps_card, let_go
from app.adapters.payments.stripe.opening import open_session
from app.adapters.payments.stripe.reading import charge, intent_at, ours_since, session_at
from app.adapters.payments.stripe.taking import refund_terms, taking
from app.kernel.errors import PermanentError, TransientError
from app.ports.clock import Clock
from app.ports.payments import CardRefused, Charge, ChargeRefund, ChargeState, Notice, Order


class StripePayments:
    """Looks before each write: Stripe forgets idempotency keys after a day, our tasks may be older."""

    name = "stripe"
    listed_within = timedelta(0)

    def __init__(self, access: Access, clock: Clock, *, patience: tuple[float, float] = PATIENCE) -> None:
        self._secrets = access.webhook_secrets
        self._stripe = connect(access, patience=patience)
        self._clock = clock

    def open_checkout(self, order: Order) -> Charge:
        with translated():
            return charge(self._stripe, open_session(self._stripe, order, now=self._clock.now()))

    def fetch(self, reference: str) -> Charge:
        with translated():
            return charge(self._stripe, session_at(self._stripe, reference))

    def capture(self, reference: str, *, key: str, amount_minor: int | None = None) -> Charge:
        def take(session: Session, options: RequestOptions) -> None:
            if keeps_card(session):
                charge_card(self._stripe, session, amount_minor, options)
            else:
                terms = taking(session, amount_minor)
                self._stripe.v1.payment_intents.capture(self._intent(session).id, terms, options)

        found = self._moved(reference, ChargeState.AUTHORIZED, take, key)
        if found.state is ChargeState.FAILED:
            raise CardRefused("the kept card was tried before")
        if found.state is not ChargeState.CAPTURED:
            raise PermanentError(f"nothing to capture: {found.state}")
        return found

    def void(self, reference: str, *, key: str) -> Charge:
        def expire(session: Session, options: RequestOptions) -> None:
            self._stripe.v1.checkout.sessions.expire(session.id, options=options)

        return self._moved(reference, ChargeState.OPEN, expire, key)

    def release(self, reference: str, *, key: str) -> Charge:
        def cancel(session: Session, options: RequestOptions) -> None:
            if keeps_card(session):
                let_go(self._stripe, session, options)
            else:
                self._stripe.v1.payment_intents.cancel(self._intent(session).id, options=options)

        return self._moved(reference, ChargeState.AUTHORIZED, cancel, key)

    def refund(self, reference: str, amount_minor: int, *, key: str) -> Charge:
        with translated():
            session = session_at(self._stripe, reference)
            before = charge(self._stripe, session)
            if not _asked_before(before.refunds, amount_minor, key):
                amount = to_stripe(_refundable(before, amount_minor), before.currency)
                terms = refund_terms(self._intent(session), amount, key)
                keyed(lambda options: self._stripe.v1.refunds.create(terms, options), key)
        return self.fetch(reference)

    def recent(self, since: datetime) -> Iterator[Charge]:
        with translated():
            for session in ours_since(self._stripe, since):
                yield charge(self._stripe, session)

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        return notices.read(self._secrets, headers, body)

    def _intent(self, session: Session) -> stripe.PaymentIntent:
        intent = intent_at(self._stripe, session)
        if intent is None:
            raise PermanentError("nothing was paid")
        return intent

    def _moved(
        self,
        reference: str,
        before: ChargeState,
        write: Callable[[Session, RequestOptions], None],
        key: str,
    ) -> Charge:
        """Write if the charge stands at `before`. A refusal because it moved meanwhile is no error."""
        with translated():
            session = session_at(self._stripe, reference)
            found = charge(self._stripe, session)
            if found.state is not before:
                return found
            try:
                keyed(lambda options: write(session, options), key)
            except stripe.InvalidRequestError as refusal:
                return self._moved_meanwhile(reference, before, refusal)
        return self.fetch(reference)

    def _moved_meanwhile(
        self, reference: str, before: ChargeState, refusal: stripe.InvalidRequestError
    ) -> Charge:
        after = self.fetch(reference)
        if after.state is not before:
            return after
        if before is ChargeState.OPEN:
            raise TransientError("somebody is paying at this moment") from refusal
        raise refusal


def _asked_before(refunds: tuple[ChargeRefund, ...], amount_minor: int, key: str) -> bool:
    same = next((one for one in refunds if one.key == key), None)
    if same is not None and same.amount_minor != amount_minor:
        raise PermanentError("the key was used for another refund")
    return same is not None


def _refundable(found: Charge, amount_minor: int) -> int:
    """Asking Stripe to refund what was not captured would let the authorisation go."""
    if found.state is not ChargeState.CAPTURED or amount_minor <= 0:
        raise PermanentError("nothing was taken that could be given back")
    return amount_minor
