"""Spending one credit of a package, for one booking that is accepted in the same transaction."""

from app.db.fast import Run
from app.promotions import queries, rules
from app.promotions.errors import PackageRefused
from app.promotions.rules import Bought, NoCredit


def spend(run: Run, purchase_id: int, client_id: int, offering_id: int) -> None:
    """See that a credit is left for the booking that this transaction is about to accept.

    The booking itself is the credit spent. The purchase is held until the end of the transaction, so that
    each count sees every booking before it.

    Raises:
        PackageRefused: with the reason.
    """
    row = queries.purchase_of(run, purchase_id, client_id)
    if row is None:
        raise PackageRefused.because(NoCredit.UNKNOWN_PURCHASE)
    now = row.pop("now")
    bought = Bought(**row, spent=queries.spent_of(run, purchase_id))
    reason = rules.lacks(bought, offering_id, now=now)
    if reason is not None:
        raise PackageRefused.because(reason)
