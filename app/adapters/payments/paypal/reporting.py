"""PayPal's list of transactions, for reconciliation.

It lists money that moved or was reserved, at the latest three hours after it happened, and 31 days at a time:
https://developer.paypal.com/docs/api/transaction-search/v1/
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from app.adapters.payments.paypal.refusals import NotThere
from app.adapters.payments.paypal.wire import Api
from app.kernel.errors import PermanentError
from app.ports.clock import Clock

WINDOW = timedelta(days=31)
_PAGE = 500
_AUTHORIZED, _PAID = (
    "T13",
    "T00",
)  # https://developer.paypal.com/docs/transaction-search/transaction-event-codes/
_KINDS = {_AUTHORIZED: "authorizations", _PAID: "captures"}


class Reporting:
    def __init__(self, api: Api, clock: Clock) -> None:
        self._api, self._clock = api, clock

    def orders(self, since: datetime) -> Iterator[str]:
        """The orders behind all transactions since, each once."""
        seen: set[str] = set()
        for told in self._transactions(since):
            order_id = self._order_behind(told)
            if order_id is not None and order_id not in seen:
                seen.add(order_id)
                yield order_id

    def order_of(self, kind: str, resource_id: str) -> str:
        """The order that an authorization or a capture belongs to."""
        told = self._api.get(f"/v2/payments/{kind}/{resource_id}")
        order_id = told.get("supplementary_data", {}).get("related_ids", {}).get("order_id")
        if not isinstance(order_id, str):
            raise PermanentError("it belongs to no order")
        return order_id

    def _order_behind(self, told: dict[str, Any]) -> str | None:
        """`custom_field` is our payment's id; what carries none was not made by us."""
        kind = _KINDS.get(told.get("transaction_event_code", "")[:3])
        if kind is None or not str(told.get("custom_field", "")).isdecimal():
            return None
        try:
            return self.order_of(kind, told["transaction_id"])
        except NotThere:
            return None

    def _transactions(self, since: datetime) -> Iterator[dict[str, Any]]:
        now = self._clock.now()
        while since < now:
            until = min(since + WINDOW, now)
            yield from self._between(since, until)
            since = until

    def _between(self, since: datetime, until: datetime) -> Iterator[dict[str, Any]]:
        page, pages = 1, 1
        while page <= pages:
            told = self._api.get(
                "/v1/reporting/transactions",
                start_date=_written(since),
                end_date=_written(until),
                fields="transaction_info",
                balance_affecting_records_only="N",  # a reservation moves no balance
                page_size=str(_PAGE),
                page=str(page),
            )
            yield from (one["transaction_info"] for one in told.get("transaction_details", []))
            page, pages = page + 1, int(told.get("total_pages", 1))


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
