"""Refusals of promo codes and packages, with the codes that clients read."""

from app.kernel.errors import Conflict, Detail
from app.promotions.rules import MEANING, Reason


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
