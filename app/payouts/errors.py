"""Why there is no payout."""

from app.kernel.errors import Conflict


class PayoutsNotOffered(Conflict):
    code, message = "PAYOUTS_NOT_OFFERED", "This site does not pay providers through its payment company."
