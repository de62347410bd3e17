"""Where each cent is at the end, by the company's own books; ours are only believed where they agree."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text

from app.db.session import reading, statements
from app.kernel.money import Money, share
from app.payments import balances
from app.payments.bookkeeping import Account
from app.ports.payments import Charge, ChargeState, DisputeState, RefundState

_BOOKINGS = text("""
    SELECT b.id, b.status, b.step, b.reason, b.attention, b.client_id, b.cancelled_by, b.amount_minor,
           b.currency, b.card_hold, b.cancel_free_hours, b.cancel_late_percent, b.no_show_percent,
           EXISTS (SELECT FROM booking_events WHERE booking_id = b.id AND kind = 'confirmed') AS was_confirmed
    FROM bookings b WHERE b.id = ANY(:ids)
""")
_PAYMENTS = text("""
    SELECT p.id, p.booking_id, p.status, p.purpose, p.attention, p.captured_minor, p.refunded_minor,
           p.lost_minor,
           (SELECT coalesce(sum(CASE WHEN debit = :account THEN amount_minor WHEN credit = :account
            THEN -amount_minor ELSE 0 END), 0) FROM postings WHERE payment_id = p.id) AS held
    FROM payments p WHERE p.booking_id = ANY(:ids)
""")
_OPEN_TASKS = "SELECT state, count(*) FROM tasks WHERE state IN ('dead', 'running') GROUP BY state"
_OVER = {"CONFIRMED", "COMPLETED"}


@dataclass
class Sum:
    """Minor units of one currency."""

    captured: int = 0
    returned: int = 0
    to_banks: int = 0
    for_appointments: int = 0
    kept_by_policy: int = 0
    astray: int = 0
    ours: int = 0
    theirs: int = 0


@dataclass
class Verdict:
    statuses: Counter[str] = field(default_factory=Counter)
    sums: defaultdict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    wrongs: list[str] = field(default_factory=list)
    charges: int = 0

    @property
    def good(self) -> bool:
        return not self.wrongs


def judge(booking_ids: Sequence[int], charges: Sequence[Charge]) -> Verdict:
    """Look at everything; whatever is not as it should be is named."""
    verdict = Verdict(charges=len(charges))
    with statements() as connection:
        bookings = connection.execute(_BOOKINGS, {"ids": list(booking_ids)}).all()
        values = {"ids": list(booking_ids), "account": Account.COMPANY}
        payments = connection.execute(_PAYMENTS, values).all()
        verdict.wrongs += [
            f"{row.count} tasks are {row.state}" for row in connection.execute(text(_OPEN_TASKS))
        ]
    theirs = {charge.payment_id: charge for charge in charges}
    of_booking: defaultdict[int, list[Any]] = defaultdict(list)
    for payment in payments:
        of_booking[payment.booking_id].append(payment)
    for booking in bookings:
        _judge_booking(verdict, booking, of_booking[booking.id], theirs)
    with reading() as session:
        unbalanced = balances.unbalanced(session, [payment.id for payment in payments])
    verdict.wrongs += [f"payment {number} does not balance" for number in unbalanced]
    return verdict


def _judge_booking(
    verdict: Verdict, booking: Any, payments: Sequence[Any], theirs: dict[int, Charge]
) -> None:
    verdict.statuses[booking.status] += 1
    total, left, disputed, given = verdict.sums[booking.currency], 0, False, 0
    for payment in payments:
        charge = theirs.get(payment.id)
        verdict.wrongs += _disagreements(payment, charge, booking)
        if charge is None:
            continue
        returned, gone = _returned(charge), _gone(charge)
        held = charge.captured_minor - returned - gone
        total.captured += charge.captured_minor
        total.returned += returned
        total.to_banks += gone
        total.ours += payment.held
        total.theirs += held
        left += max(held, 0)
        given += charge.captured_minor
        disputed |= bool(charge.disputes)
    allowed = _allowed(booking, given)
    for_it = booking.status in _OVER and not booking.card_hold
    total.for_appointments += left if for_it else 0
    total.kept_by_policy += 0 if for_it else min(left, allowed)
    total.astray += 0 if for_it else max(left - allowed, 0)
    if not for_it and left > allowed:
        verdict.wrongs.append(f"booking {booking.id} {booking.status} keeps {left} instead of {allowed}")
    if booking.status in {"REQUESTED", "PENDING"}:
        verdict.wrongs.append(f"booking {booking.id} is still {booking.status} {booking.step}")
    if for_it and not disputed and not given and booking.attention != "PAYMENT_LOST":
        verdict.wrongs.append(f"booking {booking.id} is {booking.status} and unpaid ({booking.attention})")


def _allowed(booking: Any, paid: int) -> int:
    """What the policy lets the provider keep of a booking that did not take place."""
    if booking.card_hold and booking.status in _OVER:
        return 0
    if booking.status == "NO_SHOW":
        return min(paid, share(booking.amount_minor, booking.no_show_percent))
    late = booking.cancel_free_hours > 0 and booking.cancelled_by == booking.client_id
    if booking.status == "CANCELLED" and booking.was_confirmed and late:
        return min(paid, share(booking.amount_minor, booking.cancel_late_percent))
    return 0


def _disagreements(payment: Any, charge: Charge | None, booking: Any) -> Iterator[str]:
    if charge is None:
        if payment.captured_minor:
            yield f"payment {payment.id} was captured nowhere"
        return
    ours = payment.captured_minor, payment.refunded_minor, payment.held
    held = charge.captured_minor - _returned(charge) - _gone(charge)
    theirs = charge.captured_minor, _returned(charge), held
    if ours != theirs:
        yield f"payment {payment.id} ({payment.status}): ours {ours}, theirs {theirs}"
    secures = payment.purpose == "CARD_HOLD" and booking.status in _OVER  # for a week after it
    if charge.state is ChargeState.AUTHORIZED and not secures:
        yield f"payment {payment.id} is still authorised for a booking that is {booking.status}"
    if payment.attention not in {None, "DISPUTE_LOST"}:
        yield f"payment {payment.id} waits for a person: {payment.attention}"


def _returned(charge: Charge) -> int:
    return sum(one.amount_minor for one in charge.refunds if one.state is RefundState.DONE)


def _gone(charge: Charge) -> int:
    return sum(one.amount_minor for one in charge.disputes if one.state is not DisputeState.WON)


_COLUMNS = (
    *("captured", "returned", "to banks", "appointments", "by policy", "astray"),
    *("our books", "theirs"),
)


def table(verdict: Verdict) -> Iterator[str]:
    yield ("{:8}" + " {:>12}" * len(_COLUMNS)).format("", *_COLUMNS)
    for currency, total in sorted(verdict.sums.items()):
        amounts = (
            *(total.captured, total.returned, total.to_banks, total.for_appointments),
            *(total.kept_by_policy, total.astray, total.ours, total.theirs),
        )
        major = [str(Money(amount, currency).major) for amount in amounts]
        yield ("{:8}" + " {:>12}" * len(major)).format(currency, *major)
    yield ""
    yield ", ".join(f"{number} {status}" for status, number in sorted(verdict.statuses.items()))
    yield from verdict.wrongs[:20]
    yield "Every cent is where it belongs." if verdict.good else f"{len(verdict.wrongs)} things are wrong."
