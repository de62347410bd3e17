"""Refusals of promo codes and packages, with the codes that clients read."""

from app.kernel.errors import Conflict, Detail
from app.promotions.rules import LACK, MEANING, NoCredit, Reason


class PromoCodeRefused(Conflict):
    code = "PROMO_CODE_REFUSED"
    message = "This promo code cannot be used for this booking."

    @classmethod
    def because(cls, reason: Reason) -> "PromoCodeRefused":
        """The refusal with its reason, for programs and for people."""
        return cls(details=[Detail("promoCode", MEANING[reason])], extra={"reasons": [reason]})


class CodeExists(Conflict):
    code = "PROMO_CODE_EXISTS"
    message = "You have a promo code of this name."


class PackageRefused(Conflict):
    code = "PACKAGE_REFUSED"
    message = "This package cannot pay for this booking."

    @classmethod
    def because(cls, reason: NoCredit) -> "PackageRefused":
        """The refusal with its reason, for programs and for people."""
        return cls(details=[Detail("packagePurchaseId", LACK[reason])], extra={"reasons": [reason]})


class PackageUsed(Conflict):
    code = "PACKAGE_USED"
    message = "Appointments of this package are booked or took place: only an unused one is paid back whole."


class CreditsOwed(Conflict):
    code = "CREDITS_OWED"
    message = "Clients have paid for appointments that are not booked yet."


class PackageNotPaid(Conflict):
    code = "PACKAGE_NOT_PAID"
    message = "This package was not paid for, or is paid back already."
