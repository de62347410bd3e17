"""Our books beside a company's own list: what differs, and how. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.payments.rules import PaymentStatus, after
from app.ports.payments import Charge, ChargeState, DisputeState, RefundState

MONEY = frozenset({ChargeState.AUTHORIZED, ChargeState.CAPTURED})


class Difference(StrEnum):
    BEHIND = "BEHIND"  # we have not heard yet: asking again repairs it
    UNKNOWN_CHARGE = "UNKNOWN_CHARGE"  # money for no payment of ours
    ANOTHER_CHARGE = "ANOTHER_CHARGE"  # a second charge for one payment
    AMOUNT_DIFFERS = "AMOUNT_DIFFERS"
    BOOKS_DIFFER = "BOOKS_DIFFER"  # they say less than we have written down, or something else
    MISSING_THERE = "MISSING_THERE"  # our books have it, their list does not


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What our books say of one payment."""

    payment_id: int
    reference: str | None
    status: PaymentStatus
    amount_minor: int
    currency: str
    captured_minor: int
    refunded_minor: int
    disputes: int  # those opened, and once more those decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One difference. `ours` and `theirs` are what is left of the captured money, in minor units."""

    difference: Difference
    reference: str
    payment_id: int | None
    currency: str
    ours: int | None
    theirs: int | None
    charge: Charge | None = None


def finding(ours: Ours | None, charge: Charge) -> Finding | None:
    """In what a charge and our books differ; None: in nothing that matters."""
    difference = _difference(ours, charge)
    if difference is None:
        return None
    return Finding(
        difference=difference,
        reference=charge.reference,
        payment_id=ours.payment_id if ours else None,
        currency=charge.currency,
        ours=ours.captured_minor - ours.refunded_minor if ours else None,
        theirs=charge.captured_minor - refunded(charge),
        charge=charge,
    )


def missing(ours: Ours) -> Finding:
    """Money of our books that the company's list does not name."""
    return Finding(
        difference=Difference.MISSING_THERE,
        reference=ours.reference or "-",
        payment_id=ours.payment_id,
        currency=ours.currency,
        ours=ours.captured_minor - ours.refunded_minor,
        theirs=None,
    )


def refunded(charge: Charge) -> int:
    return sum(one.amount_minor for one in charge.refunds if one.state is RefundState.DONE)


def _disputes(charge: Charge) -> int:
    decided = sum(one.state is not DisputeState.OPEN for one in charge.disputes)
    return len(charge.disputes) + decided


def _difference(ours: Ours | None, charge: Charge) -> Difference | None:
    touched = charge.state in MONEY
    if ours is None:
        return Difference.UNKNOWN_CHARGE if touched else None
    if ours.reference not in {None, charge.reference}:
        return Difference.ANOTHER_CHARGE if touched else None
    if (ours.amount_minor, ours.currency) != (charge.amount_minor, charge.currency):
        return Difference.AMOUNT_DIFFERS if touched else None
    return next(_figures(ours, charge), None)


def _figures(ours: Ours, charge: Charge) -> Iterator[Difference]:
    theirs = charge.captured_minor, refunded(charge), _disputes(charge)
    own = ours.captured_minor, ours.refunded_minor, ours.disputes
    if any(more > known for more, known in zip(theirs, own, strict=True)):
        yield Difference.BEHIND
    if theirs != own:
        yield Difference.BOOKS_DIFFER
    if after(ours.status, PaymentStatus(charge.state.name)) != ours.status:
        yield Difference.BEHIND
