"""The house as a model: bookings, payments and messages, moved by the product's own pure rules.

Each block of code between two `yield`s is one transaction. A worker may die or freeze at each `yield`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from app.bookings import rules
from app.bookings.rules import Policy, Status, Step
from app.payments.rules import ENDED, TAKEN, UNPAID, after, contradicts, taken
from app.payments.rules import PaymentStatus as Is
from tests.chaos.simulation.company import Away, Charge, Company, Refused
from tests.chaos.simulation.ledger import Ledger, Task

PRICE, HOLD, BEGINS = 4500, 600.0, 6 * 3600.0
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
Run = Iterator[None]


@dataclass
class Booking:
    number: int
    slot: int
    paid: bool
    approval: bool
    policy: Policy
    status: Status = Status.REQUESTED
    step: Step | None = None
    version: int = 1
    hold_until: float | None = None
    refund_due: int | None = None
    history: list[tuple[Status, Step | None, int]] = field(default_factory=list)


@dataclass
class Payment:
    booking: int
    status: Is = Is.CREATING
    captured: int = 0
    asked: bool = False
    refunds: dict[str, tuple[int, bool]] = field(default_factory=dict)

    @property
    def refunded(self) -> int:
        return sum(amount for amount, done in self.refunds.values() if done)

    @property
    def owed_back(self) -> int:
        return sum(amount for amount, _ in self.refunds.values())


@dataclass
class House:
    chance: Random
    ledger: Ledger
    company: Company
    now: float = 0.0
    bookings: list[Booking] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    slots: dict[int, int] = field(default_factory=dict)
    told: dict[tuple[str, int, int], str] = field(default_factory=dict)
    handed: dict[tuple[str, int, int], int] = field(default_factory=dict)

    # What people do: each a transaction.

    def ask(self, slot: int, *, paid: bool, approval: bool, policy: Policy) -> Booking:
        booking = Booking(len(self.bookings), slot, paid, approval, policy)
        booking.history.append((booking.status, None, 1))
        self.bookings.append(booking)
        self._owe("bookings.reserve", booking_id=booking.number)
        return booking

    def asks_for_checkout(self, booking: Booking) -> int | None:
        """The pay link: a payment is marked as asked for before the company is."""
        number = self.payment_of(booking)
        if number is None or self.payments[number].status not in UNPAID or booking.status != Status.PENDING:
            return None
        self.payments[number].asked = True
        return number

    def cancel(self, booking: Booking) -> None:
        if booking.status == Status.REQUESTED:
            self.advance(booking, Status.CANCELLED)
        elif booking.status == Status.PENDING and booking.step in {Step.HELD, Step.APPROVAL}:
            self.wind_down(booking, Step.CANCELLING)
        elif booking.status == Status.CONFIRMED:
            payment = self._payment(booking)
            if payment is not None:
                booking.refund_due = rules.refund_due(
                    PRICE, booking.policy, start=_at(BEGINS), at=_at(self.now), by_client=True
                )
            self.close(booking, Status.CANCELLED)
            if payment is not None:
                self.give_back(booking, payment)

    def decide(self, booking: Booking, *, accepted: bool) -> None:
        """The provider's word."""
        if booking.status != Status.PENDING or booking.step != Step.APPROVAL:
            return
        if accepted:
            self.confirm(booking)
        else:
            self.wind_down(booking, Step.CANCELLING)

    # what workers do: transactions and calls

    def work(self, task: Task, token: int) -> Run:
        return _ACTORS[task.name](self, task, token)

    def reserve(self, task: Task, token: int) -> Run:
        yield
        self.ledger.demand(task, token)
        booking = self.bookings[task.args["booking_id"]]
        if booking.status == Status.REQUESTED:
            self._decide(booking)
        self.ledger.finish(task, token)
        yield

    def expire_hold(self, task: Task, token: int) -> Run:
        yield
        self.ledger.demand(task, token)
        booking = self.bookings[task.args["booking_id"]]
        held = booking.status == Status.PENDING and booking.step in {Step.HELD, Step.APPROVAL}
        if held and booking.hold_until is not None and self.now >= booking.hold_until:
            self.wind_down(booking, Step.EXPIRING)
        self.ledger.finish(task, token)
        yield

    def tell(self, task: Task, token: int) -> Run:
        yield
        self.ledger.demand(task, token)
        key = (task.args["kind"], task.args["booking_id"], task.args["version"])
        if key not in self.told:
            self.told[key] = "OWED"
            self._owe("notifications.send", message=key)
        self.ledger.finish(task, token)
        yield

    def send(self, task: Task, token: int) -> Run:
        key = task.args["message"]
        if self.told[key] != "OWED":
            self.ledger.finish(task, token)
            return
        yield
        if not self.company.calm and self.chance.random() < 0.1:
            raise Away
        self.handed[key] = self.handed.get(key, 0) + 1
        yield
        self.ledger.demand(task, token)
        self.told[key] = "SENT"
        self.ledger.finish(task, token)
        yield

    def call(self, task: Task, token: int) -> Run:
        """void, release, capture, refund, check: ask the company, then write down its truth."""
        act, number = task.name.partition(".")[2], task.args["payment_id"]
        payment = self.payments[number]
        key = task.args.get("refund", "")
        wanted = {
            "void": payment.status not in ENDED,
            "release": payment.status == Is.AUTHORIZED,
            "capture": payment.status == Is.AUTHORIZED,
            "refund": key in payment.refunds and not payment.refunds[key][1],
            "check": payment.asked,
        }[act]
        yield
        if not wanted:
            self.ledger.finish(task, token)
            return
        amount = payment.refunds[key][0] if act == "refund" else PRICE
        try:
            charge = self.company.call(act, number, self.now, amount=amount, key=key)
        except Refused:
            charge = self.company.call("check", number, self.now)
        yield
        self.ledger.demand(task, token)
        self.learn(number, charge)
        self.ledger.finish(task, token)
        yield

    # what follows from it

    def advance(self, booking: Booking, status: Status, step: Step | None = None) -> None:
        booking.status, booking.step, booking.version = status, step, booking.version + 1
        booking.history.append((status, step, booking.version))

    def confirm(self, booking: Booking) -> None:
        booking.hold_until = None
        self.advance(booking, Status.CONFIRMED)
        number = self.payment_of(booking)
        if number is not None and self.payments[number].status == Is.AUTHORIZED:
            self._owe("payments.capture", payment_id=number)
        self._tell("booking_confirmed", booking)

    def close(self, booking: Booking, status: Status) -> None:
        booking.hold_until = None
        self.advance(booking, status)
        if self.slots.get(booking.slot) == booking.number:
            del self.slots[booking.slot]
        self._tell("booking_cancelled" if status == Status.CANCELLED else "booking_expired", booking)

    def wind_down(self, booking: Booking, step: Step) -> None:
        """Nothing is freed before its payment is dead."""
        number = self.payment_of(booking)
        end = Status.EXPIRED if step == Step.EXPIRING else Status.CANCELLED
        if number is None:
            self.close(booking, end)
        elif not self.payments[number].asked:
            self.payments[number].status = Is.VOIDED
            self.close(booking, end)
        elif self.payments[number].status in {Is.AUTHORIZED, Is.CAPTURED}:
            self.close(booking, end)
            self.return_all(self.payments[number], number)
        else:
            self.advance(booking, Status.PENDING, step)
            self._owe("payments.void", payment_id=number)

    def learn(self, number: int, charge: Charge) -> None:
        """The company's truth, by the product's rules; what was paid for hears of news."""
        payment = self.payments[number]
        before = (payment.status, payment.captured, payment.refunded)
        payment.captured = max(payment.captured, charge.captured)
        for key in charge.refunds:
            payment.refunds[key] = (charge.refunds[key], True)
        told = charge.state
        status = told if contradicts(payment.status, told) else after(payment.status, told)
        payment.status = taken(payment.captured, payment.refunded) if status in TAKEN else status
        if (payment.status, payment.captured, payment.refunded) != before:
            self._changed(self.bookings[payment.booking], payment, number)

    def give_back(self, booking: Booking, payment: Payment) -> None:
        """What the policy says, once the money is there; an untaken amount is let go where all goes back."""
        number, due = self.payments.index(payment), booking.refund_due or 0
        if payment.status == Is.AUTHORIZED and due == PRICE:
            self._owe("payments.release", payment_id=number)
        elif payment.status == Is.AUTHORIZED:
            self._owe("payments.capture", payment_id=number)
        elif payment.captured:
            self._refund(payment, number, due)

    def return_all(self, payment: Payment, number: int) -> None:
        if payment.status == Is.AUTHORIZED:
            self._owe("payments.release", payment_id=number)
        elif payment.captured:
            self._refund(payment, number, payment.captured)

    def payment_of(self, booking: Booking) -> int | None:
        return next((n for n, payment in enumerate(self.payments) if payment.booking == booking.number), None)

    def _payment(self, booking: Booking) -> Payment | None:
        number = self.payment_of(booking)
        return None if number is None else self.payments[number]

    def _decide(self, booking: Booking) -> None:
        if booking.slot in self.slots:
            self.advance(booking, Status.REJECTED)
            return
        self.slots[booking.slot] = booking.number
        status, step = rules.first_step(payment_due=booking.paid, needs_approval=booking.approval)
        if booking.paid:
            self.payments.append(Payment(booking.number))
        if status == Status.CONFIRMED:
            self.confirm(booking)
            return
        booking.hold_until = self.now + HOLD
        self.advance(booking, status, step)
        self.ledger.owe("bookings.expire_hold", at=booking.hold_until, booking_id=booking.number)

    def _changed(self, booking: Booking, payment: Payment, number: int) -> None:
        if payment.status in {Is.AUTHORIZED, Is.CAPTURED, Is.PARTIALLY_REFUNDED}:
            self._was_paid(booking, payment, number)
        elif payment.status in ENDED and booking.status == Status.PENDING:
            ends = {Step.EXPIRING: Status.EXPIRED, Step.CANCELLING: Status.CANCELLED}
            if booking.step in ends:
                self.close(booking, ends[booking.step])

    def _was_paid(self, booking: Booking, payment: Payment, number: int) -> None:
        pending = booking.status == Status.PENDING
        if pending and booking.step in {Step.HELD, Step.PAYING, Step.EXPIRING}:
            if booking.approval:
                booking.hold_until = self.now + HOLD
                self.advance(booking, Status.PENDING, Step.APPROVAL)
                self.ledger.owe("bookings.expire_hold", at=booking.hold_until, booking_id=booking.number)
            else:
                self.confirm(booking)
        elif pending and booking.step == Step.CANCELLING:
            self.close(booking, Status.CANCELLED)
            self.return_all(payment, number)
        elif booking.status in {Status.EXPIRED, Status.REJECTED}:
            self.return_all(payment, number)
        elif booking.status == Status.CANCELLED:
            if booking.refund_due is None:
                self.return_all(payment, number)
            else:
                self.give_back(booking, payment)

    def _refund(self, payment: Payment, number: int, due: int) -> None:
        missing = due - payment.owed_back
        if missing > 0:
            key = f"rf:{number}:{len(payment.refunds)}"
            payment.refunds[key] = (missing, False)
            self._owe("payments.refund", payment_id=number, refund=key)

    def _owe(self, name: str, **args: object) -> None:
        self.ledger.owe(name, at=self.now, **args)

    def _tell(self, kind: str, booking: Booking) -> None:
        self._owe("notifications.tell", kind=kind, booking_id=booking.number, version=booking.version)


def _at(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


_ACTORS = {
    "bookings.reserve": House.reserve,
    "bookings.expire_hold": House.expire_hold,
    "notifications.tell": House.tell,
    "notifications.send": House.send,
    **{f"payments.{act}": House.call for act in ("void", "release", "capture", "refund", "check")},
}
