"""Double entry: what each kind of money's movement takes from one account and puts into another. Pure."""

from enum import StrEnum
from typing import NamedTuple


class Account(StrEnum):
    """Debits raise what others hold for us or took from us, credits raise what we owe or have earned."""

    COMPANY = "COMPANY"  # held for us by the payment company
    PROVIDER = "PROVIDER"  # owed to the provider
    SITE = "SITE"  # earned by the site: its fee
    DISPUTED = "DISPUTED"  # taken back by a bank, for now
    LOSS = "LOSS"  # taken for good by a bank, and borne by nobody else


class Movement(StrEnum):
    CAPTURED = "CAPTURED"
    FEE = "FEE"
    FEE_RETURNED = "FEE_RETURNED"  # the site's share of what went back to the client
    FEE_KEPT = "FEE_KEPT"  # a bank sent that back: the share is the site's again
    REFUNDED = "REFUNDED"
    REFUND_RETURNED = "REFUND_RETURNED"  # a bank sent back what had been refunded
    DISPUTE_OPENED = "DISPUTE_OPENED"
    DISPUTE_WON = "DISPUTE_WON"
    DISPUTE_LOST = "DISPUTE_LOST"
    CHARGED_BACK = "CHARGED_BACK"  # the provider bears a lost dispute, as far as anything is left
    CHARGE_RELIEVED = "CHARGE_RELIEVED"  # a refund was heard of later: nobody pays back twice


class Legs(NamedTuple):
    debit: Account
    credit: Account


LEGS = {
    Movement.CAPTURED: Legs(Account.COMPANY, Account.PROVIDER),
    Movement.FEE: Legs(Account.PROVIDER, Account.SITE),
    Movement.FEE_RETURNED: Legs(Account.SITE, Account.PROVIDER),
    Movement.FEE_KEPT: Legs(Account.PROVIDER, Account.SITE),
    Movement.REFUNDED: Legs(Account.PROVIDER, Account.COMPANY),
    Movement.REFUND_RETURNED: Legs(Account.COMPANY, Account.PROVIDER),
    Movement.DISPUTE_OPENED: Legs(Account.DISPUTED, Account.COMPANY),
    Movement.DISPUTE_WON: Legs(Account.COMPANY, Account.DISPUTED),
    Movement.DISPUTE_LOST: Legs(Account.LOSS, Account.DISPUTED),
    Movement.CHARGED_BACK: Legs(Account.PROVIDER, Account.LOSS),
    Movement.CHARGE_RELIEVED: Legs(Account.LOSS, Account.PROVIDER),
}

# What each column of a payment's row has to be: the postings that raise it, and those that lower it.
COLUMNS = {
    "captured_minor": ((Movement.CAPTURED,), ()),
    "refunded_minor": ((Movement.REFUNDED,), (Movement.REFUND_RETURNED,)),
    "lost_minor": ((Movement.CHARGED_BACK,), (Movement.CHARGE_RELIEVED,)),
}

# What is left of the site's fee.
FEES = ((Movement.FEE, Movement.FEE_KEPT), (Movement.FEE_RETURNED,))


def fee_of(fee_minor: int, captured_minor: int, amount_minor: int) -> int:
    """The site's share of what was taken of an amount, rounded down in the provider's favour."""
    return fee_minor * captured_minor // amount_minor


def fee_returned(fee_minor: int, refunded_minor: int, captured_minor: int) -> int:
    """The part of a fee that goes back with a refund; with all of the money all of it."""
    return fee_minor * refunded_minor // captured_minor if captured_minor else 0


def borne(lost_minor: int, captured_minor: int, refunded_minor: int) -> int:
    """How much of a lost dispute the provider bears: never what went back to the client already."""
    return min(lost_minor, captured_minor - refunded_minor)
