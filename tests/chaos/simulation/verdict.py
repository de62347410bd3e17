"""What must hold once a history has come to rest; the numbers are those of the list of invariants."""

from collections import Counter
from collections.abc import Iterator

from app.bookings.rules import ENDED as OVER
from app.bookings.rules import Status, Step
from app.payments.rules import PaymentStatus as Is
from tests.chaos.history import FOLLOWS
from tests.chaos.simulation.house import PRICE, Booking, House

_GOOD_FOR = frozenset({Is.AUTHORIZED, Is.CAPTURED})


def objections(house: House, *, killed: bool) -> list[str]:
    return [
        *_bookings(house),
        *_slots(house),
        *_tasks(house),
        *_money(house),
        *_messages(house, killed=killed),
    ]


def _bookings(house: House) -> Iterator[str]:
    for booking in house.bookings:
        payment = next((p for p in house.payments if p.booking == booking.number), None)
        if booking.status == Status.REQUESTED or booking.step in {Step.EXPIRING, Step.CANCELLING}:
            yield f"I1 booking {booking.number} came to no end: {booking.status} {booking.step}"
        if (
            booking.status == Status.CONFIRMED
            and booking.paid
            and (not payment or payment.status not in _GOOD_FOR)
        ):
            yield f"I7 booking {booking.number} stands unpaid"
        if not _is_faithful(booking):
            yield f"I14 the history of booking {booking.number} does not lead to its state"


def _slots(house: House) -> Iterator[str]:
    held = Counter(b.slot for b in house.bookings if b.status in {Status.PENDING, Status.CONFIRMED})
    yield from (f"I2 slot {slot} is held {count} times" for slot, count in held.items() if count > 1)
    for slot, number in house.slots.items():
        if house.bookings[number].status in OVER:
            yield f"I2 slot {slot} is kept for booking {number}, which is over"


def _tasks(house: House) -> Iterator[str]:
    for task in house.ledger.tasks:
        if task.done > 1:
            yield f"I4 {task.name} was done {task.done} times"
        if task.state not in {"done", "dead"}:
            yield f"I5 {task.name} is {task.state} after the calm"
        if task.state == "dead":
            yield f"I5 {task.name} died"


def _money(house: House) -> Iterator[str]:
    active = Counter(p.booking for p in house.payments if p.status not in {Is.VOIDED, Is.FAILED})
    yield from (f"I9 booking {number} has {count} payments" for number, count in active.items() if count > 1)
    for number, charge in house.company.charges.items():
        payment, booking = house.payments[number], house.bookings[house.payments[number].booking]
        if (payment.captured, payment.refunded) != (charge.captured, charge.refunded):
            yield f"I6 payment {number}: our books say {payment.captured} - {payment.refunded}"
        if charge.authorized > 1 or charge.captured > PRICE or charge.refunded > charge.captured:
            yield f"I6 payment {number} was taken or given back too often"
        if booking.status in OVER and charge.state == Is.AUTHORIZED:
            yield f"I8 booking {booking.number} is over, and its money still reserved"
        if booking.status in OVER and charge.captured - charge.refunded > _kept(booking):
            yield f"I8 booking {booking.number} is over, and {charge.captured - charge.refunded} were kept"


def _messages(house: House, *, killed: bool) -> Iterator[str]:
    for key, status in house.told.items():
        times = house.handed.get(key, 0)
        if status != "SENT" or times < 1:
            yield f"I10 {key} was never told"
        if times > 1 and not killed:
            yield f"I10 {key} was told {times} times"


def _kept(booking: Booking) -> int:
    return 0 if booking.refund_due is None else PRICE - booking.refund_due


def _is_faithful(booking: Booking) -> bool:
    before: str | None = None
    for at, (status, _, version) in enumerate(booking.history, start=1):
        if version != at or status not in FOLLOWS.get(before, set()):
            return False
        before = status
    return booking.history[-1] == (booking.status, booking.step, booking.version)
