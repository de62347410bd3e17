"""How a payment may move. Pure: what the company says goes in, where the payment stands comes out."""

from datetime import datetime, timedelta
from enum import StrEnum


class PaymentStatus(StrEnum):
    CREATING = "CREATING"  # the company was asked or will be; the answer may be unknown
    OPEN = "OPEN"
    PROCESSING = "PROCESSING"
    AUTHORIZED = "AUTHORIZED"
    CAPTURED = "CAPTURED"
    VOIDED = "VOIDED"
    FAILED = "FAILED"
    PARTIALLY_REFUNDED = "PARTIALLY_REFUNDED"
    REFUNDED = "REFUNDED"
    DISPUTED = "DISPUTED"  # the client's bank has taken it back, for now
    LOST = "LOST"  # what was left of it was taken back for good


class Purpose(StrEnum):
    PAYMENT = "PAYMENT"
    CARD_HOLD = "CARD_HOLD"  # nothing is taken unless the policy keeps a share; `amount_minor` is the most
    FEE = "FEE"  # what the policy keeps, asked for where it could not be charged to the card


class RefundStatus(StrEnum):
    OWED = "OWED"
    PENDING = "PENDING"
    DONE = "DONE"
    FAILED = "FAILED"


class DisputeStatus(StrEnum):
    OPEN = "OPEN"
    WON = "WON"
    LOST = "LOST"


# A card holds a reserved amount for a week; a day of it is left for whoever marks a no-show.
RESERVED, TO_CLAIM = timedelta(days=7), timedelta(days=1)

ENDED = frozenset({PaymentStatus.VOIDED, PaymentStatus.FAILED})
UNPAID = frozenset({PaymentStatus.CREATING, PaymentStatus.OPEN})
SETTLING = UNPAID | {PaymentStatus.PROCESSING, PaymentStatus.AUTHORIZED}
TAKEN = frozenset(
    {
        PaymentStatus.CAPTURED,
        PaymentStatus.PARTIALLY_REFUNDED,
        PaymentStatus.REFUNDED,
        PaymentStatus.DISPUTED,
        PaymentStatus.LOST,
    }
)

# What an `attention` may name.
REFUND_FAILED = "REFUND_FAILED"  # some money did not find its way back
DISPUTED = "DISPUTED"  # evidence is due
DISPUTE_LOST = "DISPUTE_LOST"
PAID_TWICE = "PAID_TWICE"  # another payment of the booking counts; this one is on its way back

_ORDER = {
    PaymentStatus.CREATING: 0,
    PaymentStatus.OPEN: 1,
    PaymentStatus.PROCESSING: 2,
    PaymentStatus.AUTHORIZED: 3,
    PaymentStatus.CAPTURED: 4,
    PaymentStatus.PARTIALLY_REFUNDED: 4,
    PaymentStatus.REFUNDED: 4,
    PaymentStatus.DISPUTED: 4,
    PaymentStatus.LOST: 4,
    PaymentStatus.VOIDED: 5,
    PaymentStatus.FAILED: 5,
}
_REFUND_ORDER = {
    RefundStatus.OWED: 0,
    RefundStatus.PENDING: 1,
    RefundStatus.DONE: 2,
    RefundStatus.FAILED: 3,  # last: a bank may send back what was done
}


def after(current: PaymentStatus, told: PaymentStatus) -> PaymentStatus:
    """Where a payment stands once `told` is known. Only forward: an old report changes nothing.

    Taken money ends by a refund, never by VOIDED or FAILED. What has ended stays ended: see `contradicts`.
    """
    if current in ENDED or (current in TAKEN and told in ENDED):
        return current
    return told if _ORDER[told] > _ORDER[current] else current


def contradicts(current: PaymentStatus, told: PaymentStatus) -> bool:
    """Whether the company took money for a payment that we believe dead.

    AUTHORIZED is no contradiction: it may be an old report of what was let go since.
    """
    return current in ENDED and told in TAKEN


def taken(
    captured_minor: int, refunded_minor: int, *, lost_minor: int = 0, disputed: bool = False
) -> PaymentStatus:
    """The name of captured money by how much of it is gone, and why."""
    if disputed:
        return PaymentStatus.DISPUTED
    if lost_minor and refunded_minor + lost_minor == captured_minor:
        return PaymentStatus.LOST
    if refunded_minor == 0:
        return PaymentStatus.CAPTURED
    if refunded_minor < captured_minor:
        return PaymentStatus.PARTIALLY_REFUNDED
    return PaymentStatus.REFUNDED


def authorises(secures_until: datetime | None, now: datetime) -> bool:
    """Whether a reservation of the money made now would outlive what it secures."""
    return secures_until is not None and secures_until + TO_CLAIM <= now + RESERVED - TO_CLAIM


def refund_after(current: RefundStatus, told: RefundStatus) -> RefundStatus:
    """Where a refund stands once `told` is known; an old report changes nothing."""
    return told if _REFUND_ORDER[told] > _REFUND_ORDER[current] else current


def dispute_after(current: DisputeStatus, told: DisputeStatus) -> DisputeStatus:
    """A dispute is decided once; a report from before the decision changes nothing."""
    return told if current is DisputeStatus.OPEN else current
