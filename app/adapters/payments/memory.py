"""A payment company in memory, for tests: they press its buttons and cut its line."""

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from app.adapters.payments import notices
from app.adapters.payments.memory_cards import MemoryCards, Mood
from app.kernel.errors import PermanentError, TransientError
from app.ports.clock import Clock
from app.ports.payments import (
    CardRefused,
    Charge,
    ChargeDispute,
    ChargeRefund,
    ChargeState,
    DisputeState,
    Notice,
    Order,
    RefundState,
)

KEY = b"a secret between this process and itself"
Change = Callable[[Charge], Charge]


class MemoryPayments:
    """`away` makes each call fail before it does anything; `mute` after it did everything.

    `deaf` makes it refuse to capture what is authorised.
    """

    listed_within = timedelta(0)

    def __init__(self, clock: Clock, *, name: str = "memory") -> None:
        self.name = name
        self.away = False
        self.mute = False
        self.deaf = False
        self.asked: list[str] = []
        self._clock = clock
        self._lock = threading.Lock()
        self._charges: dict[str, Charge] = {}
        self._keys: dict[str, str] = {}
        self._orders: dict[str, Order] = {}
        self.vault = MemoryCards(name)

    def open_checkout(self, order: Order) -> Charge:
        reference = f"mem_{secrets.token_hex(8)}"
        fresh = Charge(
            reference=reference,
            payment_id=order.payment_id,
            state=ChargeState.OPEN,
            amount_minor=order.amount_minor,
            currency=order.currency,
            captured_minor=0,
            checkout_url=f"https://checkout.example/{reference}",
        )
        with self._answering(f"open {order.key}"):
            if order.keeps_card and order.customer is None:
                raise PermanentError("a card is kept for somebody")
            self._orders.setdefault(reference, order)
            known = self._charges.setdefault(self._keys.setdefault(order.key, reference), fresh)
            if (known.payment_id, known.amount_minor) != (order.payment_id, order.amount_minor):
                raise PermanentError("the key was used for another order")
            return known

    def fetch(self, reference: str) -> Charge:
        return self._change(f"fetch {reference}", reference, lambda charge: charge)

    def capture(self, reference: str, *, key: str, amount_minor: int | None = None) -> Charge:
        change: Change = (
            (lambda charge: charge) if self.deaf else partial(_captured, amount_minor=amount_minor)
        )
        with self._answering(f"capture {key}"):
            charge = self._changed(reference, lambda charge: self._refusing(charge) or change(charge))
        if charge.state is ChargeState.FAILED:
            raise CardRefused("the card was not charged")
        if charge.state is not ChargeState.CAPTURED:
            raise PermanentError(f"nothing to capture: {charge.state}")
        return charge

    def void(self, reference: str, *, key: str) -> Charge:
        return self._change(f"void {key}", reference, _from(ChargeState.OPEN, ChargeState.VOIDED))

    def release(self, reference: str, *, key: str) -> Charge:
        with self._answering(f"release {key}"):
            charge = self._changed(reference, _from(ChargeState.AUTHORIZED, ChargeState.VOIDED))
            if charge.state is ChargeState.VOIDED:
                self.vault.drop(charge.card)
            return charge

    def refund(self, reference: str, amount_minor: int, *, key: str) -> Charge:
        return self._change(f"refund {key}", reference, lambda charge: _refunded(charge, amount_minor, key))

    def recent(self, since: datetime) -> Iterator[Charge]:
        del since  # it lives no longer than a test
        with self._answering("recent"):
            return iter(list(self._charges.values()))

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        return notices.read(KEY, headers, body, now=self._clock.now())

    def write_notice(self, notice: Notice) -> tuple[dict[str, str], bytes]:
        """Headers and body of a webhook, as the company would send it."""
        return notices.write(KEY, notice, now=self._clock.now())

    def pay(self, reference: str, mood: Mood = Mood.GOOD) -> bool:
        """The client pays, or enters a card to be kept. Whether the checkout was still open."""
        if not self._press(reference, ChargeState.AUTHORIZED):
            return False
        order = self._orders.get(reference)
        if order is not None and order.customer is not None:
            card = self.vault.keep(order.customer, mood)
            with self._lock:
                kept = card if order.keeps_card else None
                self._charges[reference] = replace(self._charges[reference], card=kept)
        return True

    def begin(self, reference: str) -> bool:
        """The client pays by a method that needs time."""
        return self._press(reference, ChargeState.PROCESSING)

    def fail(self, reference: str) -> bool:
        """The company gives the payment up."""
        return self._press(reference, ChargeState.FAILED)

    def dispute(self, reference: str, amount_minor: int) -> str:
        """The client's bank takes money back, for now. The dispute's own reference."""
        made = ChargeDispute(
            reference=f"dis_{secrets.token_hex(8)}", amount_minor=amount_minor, state=DisputeState.OPEN
        )
        with self._lock:
            charge = self._charges[reference]
            self._charges[reference] = replace(charge, disputes=(*charge.disputes, made))
        return made.reference

    def decide(self, reference: str, state: DisputeState) -> None:
        """The bank has decided every open dispute of a charge."""
        with self._lock:
            charge = self._charges[reference]
            decided = tuple(
                replace(one, state=state) if one.state is DisputeState.OPEN else one
                for one in charge.disputes
            )
            self._charges[reference] = replace(charge, disputes=decided)

    def become(self, charge: Charge) -> None:
        """The company's books say this from now on, whatever they said before."""
        with self._lock:
            self._charges[charge.reference] = charge

    def of_payment(self, payment_id: int) -> Charge:
        """What the company has for a payment of ours."""
        with self._lock:
            return next(charge for charge in self._charges.values() if charge.payment_id == payment_id)

    def _press(self, reference: str, after: ChargeState) -> bool:
        with self._lock:
            charge = self._charges[reference]
            if charge.state is not ChargeState.OPEN:
                return False
            self._charges[reference] = replace(charge, state=after)
            return True

    def _change(self, call: str, reference: str, change: Change) -> Charge:
        with self._answering(call):
            return self._changed(reference, change)

    def _changed(self, reference: str, change: Change) -> Charge:
        if reference not in self._charges:
            raise PermanentError("no such charge")
        charge = self._charges[reference] = change(self._without_a_lost_card(self._charges[reference]))
        return charge

    def _without_a_lost_card(self, charge: Charge) -> Charge:
        """A card that its owner removed secures nothing."""
        gone = charge.card is not None and self.vault.mood_of(charge.card) is None
        if gone and charge.state is ChargeState.AUTHORIZED:
            return replace(charge, state=ChargeState.VOIDED)
        return charge

    def _refusing(self, charge: Charge) -> Charge | None:
        """A kept card that will not be charged ends the hold."""
        if charge.state is not ChargeState.AUTHORIZED or charge.card is None:
            return None
        good = self.vault.mood_of(charge.card) is Mood.GOOD
        return None if good else replace(charge, state=ChargeState.FAILED)

    @contextmanager
    def _answering(self, call: str) -> Iterator[None]:
        """One call from outside: heard, done, answered; or not, as the test wants it."""
        with self._lock:
            self.asked.append(call)
            if self.away:
                raise TransientError("away")
            yield
            if self.mute:
                raise TransientError("no answer")


def _from(before: ChargeState, after: ChargeState) -> Change:
    return lambda charge: replace(charge, state=after) if charge.state is before else charge


def _captured(charge: Charge, amount_minor: int | None) -> Charge:
    amount = charge.amount_minor if amount_minor is None else amount_minor
    if charge.state is not ChargeState.AUTHORIZED or amount > charge.amount_minor:
        return charge
    return replace(charge, state=ChargeState.CAPTURED, captured_minor=amount)


def _refunded(charge: Charge, amount_minor: int, key: str) -> Charge:
    same = next((one for one in charge.refunds if one.key == key), None)
    if same is not None:
        if same.amount_minor != amount_minor:
            raise PermanentError("the key was used for another refund")
        return charge
    left = charge.captured_minor - sum(one.amount_minor for one in charge.refunds)
    if not 0 < amount_minor <= left:
        raise PermanentError("more than was captured")
    made = ChargeRefund(
        reference=f"ref_{secrets.token_hex(8)}", key=key, amount_minor=amount_minor, state=RefundState.DONE
    )
    return replace(charge, refunds=(*charge.refunds, made))
