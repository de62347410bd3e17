"""Our books beside a company's list of the last days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from app.payments import comparing, queries
from app.payments.comparing import Finding, Ours
from app.payments.models import DisputeStatus, Payment, PaymentStatus
from app.ports.payments import Charge

_AT_ONCE = 500
_SLACK = timedelta(hours=1)  # the company's clock and ours, and the moment between asking and making


def compare(session: Session, charges: Iterable[Charge]) -> list[Finding]:
    """What differs between these charges and our books."""
    remaining, found = iter(charges), []
    while some := list(islice(remaining, _AT_ONCE)):
        known = _ours(session, queries.by_ids(session, [charge.payment_id for charge in some]))
        found += [comparing.finding(known.get(charge.payment_id), charge) for charge in some]
    return [one for one in found if one is not None]


def missing(
    session: Session, charges: Iterable[Charge], *, company: str, since: datetime, now: datetime
) -> Iterator[Finding]:
    """Payments of that time in which we have money, and of which the company's list knows nothing."""
    named = {charge.payment_id for charge in charges}
    ours = queries.paid_between(session, company=company, since=since + _SLACK, until=now - _SLACK)
    absent = [payment for payment in ours if payment.id not in named]
    return (comparing.missing(one) for one in _ours(session, absent).values())


def _ours(session: Session, payments: Sequence[Payment]) -> dict[int, Ours]:
    disputes = queries.disputes(session, [payment.id for payment in payments])
    return {
        payment.id: Ours(
            payment_id=payment.id,
            reference=payment.company_reference,
            status=PaymentStatus(payment.status),
            amount_minor=payment.amount_minor,
            currency=payment.currency,
            captured_minor=payment.captured_minor,
            refunded_minor=payment.refunded_minor,
            disputes=sum(1 + (one.status != DisputeStatus.OPEN) for one in disputes[payment.id]),
        )
        for payment in payments
    }
