"""Whether a client's bank, or the client at PayPal, asks for captured money back."""

from typing import Any

import structlog

from app.adapters.payments.paypal import money
from app.adapters.payments.paypal.refusals import Refused
from app.adapters.payments.paypal.wire import Api
from app.ports.payments import ChargeDispute, DisputeState

log = structlog.get_logger(__name__)

_DISPUTES = "/v1/customer/disputes"
_RESOLVED = "RESOLVED"
_OUTCOMES = {
    "RESOLVED_BUYER_FAVOUR": DisputeState.LOST,
    "ACCEPTED": DisputeState.LOST,
    "RESOLVED_SELLER_FAVOUR": DisputeState.WON,
    "RESOLVED_WITH_PAYOUT": DisputeState.WON,  # PayPal paid the client out of its own pocket
    "CANCELED_BY_BUYER": DisputeState.WON,
    "DENIED": DisputeState.WON,
}


class Disputes:
    def __init__(self, api: Api) -> None:
        self._api = api

    def of(self, capture_id: str) -> list[ChargeDispute]:
        """None where the account does not let us look: the payment itself must not wait for that."""
        try:
            found = self._api.get(_DISPUTES, disputed_transaction_id=capture_id)
        except Refused as refusal:
            log.warning("disputes not readable", capture_id=capture_id, issue=refusal.issue)
            return []
        return [self._dispute(one) for one in found.get("items", [])]

    def _dispute(self, told: dict[str, Any]) -> ChargeDispute:
        """The list names the status alone; who won stands in the dispute itself."""
        state = DisputeState.OPEN
        if told["status"] == _RESOLVED:
            whole = self._api.get(f"{_DISPUTES}/{told['dispute_id']}")
            outcome = whole.get("dispute_outcome", {}).get("outcome_code", "")
            state = _OUTCOMES.get(outcome, DisputeState.OPEN)
        return ChargeDispute(
            reference=told["dispute_id"], amount_minor=money.minor(told["dispute_amount"]), state=state
        )
