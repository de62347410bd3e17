"""The payments port over PayPal's Orders v2.

PayPal has three steps where the port has two: the client approves, we authorise, we capture. Until we
authorise, nothing is reserved. So whoever looks at an approved order here authorises it, and closing an order
means to make authorising impossible (docs/adr/0013-paypal.md).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import structlog

from app.adapters.payments.paypal import money, names, orders, truth
from app.adapters.payments.paypal.account import Account
from app.adapters.payments.paypal.disputes import Disputes
from app.adapters.payments.paypal.refusals import NotThere, Refused
from app.adapters.payments.paypal.reporting import Reporting
from app.adapters.payments.paypal.webhooks import Webhooks
from app.adapters.payments.paypal.wire import Api, Json
from app.kernel.errors import PermanentError
from app.ports.clock import Clock
from app.ports.payments import Charge, ChargeState, Notice, Order

log = structlog.get_logger(__name__)

_ORDERS, _AUTHORIZATIONS, _CAPTURES = (
    "/v2/checkout/orders",
    "/v2/payments/authorizations",
    "/v2/payments/captures",
)


class PayPalPayments:
    name = "paypal"
    listed_within = timedelta(hours=3)  # by its documents of the transaction search

    def __init__(self, account: Account, clock: Clock) -> None:
        self._api = Api(account, clock)
        self._disputes = Disputes(self._api)
        self._reporting = Reporting(self._api, clock)
        self._webhooks = Webhooks(account, clock)

    def open_checkout(self, order: Order) -> Charge:
        made = self._api.post(_ORDERS, orders.body(order), key=order.key)
        charge = truth.charge(made)
        if (charge.payment_id, charge.amount_minor, charge.currency) != (
            order.payment_id,
            order.amount_minor,
            order.currency,
        ):
            raise PermanentError("the key was used for another order")
        return charge

    def fetch(self, reference: str) -> Charge:
        """The present truth. An order that its client approved is authorised now, under a key of its own."""
        return self._settled(self._order(self._order_id(reference)))

    def capture(self, reference: str, *, key: str, amount_minor: int | None = None) -> Charge:
        name = names.read(reference)
        amount = name.amount_minor if amount_minor is None else amount_minor
        if amount > name.amount_minor:  # PayPal itself would allow 15 % more
            raise PermanentError("more than was authorised")
        order = self._order(name.order_id)
        held = truth.releasable(order)
        if held is not None and not truth.reserved_after_closing(order):
            body = {"amount": money.amount(amount, name.currency), "final_capture": True}
            order = self._done(name, f"{_AUTHORIZATIONS}/{held}/capture", body, key=key)
        charge = self._charge(order)
        if charge.state not in {ChargeState.CAPTURED, ChargeState.PROCESSING}:
            raise PermanentError(f"nothing to capture: {charge.state}")
        return charge

    def void(self, reference: str, *, key: str) -> Charge:
        """Closes it at PayPal. Who approved before is not turned away: their approval is authorised first."""
        name = names.read(reference)
        try:
            order = self._closed(name.order_id, key)
        except NotThere:
            return name.forgotten()
        return self._settled(order)

    def release(self, reference: str, *, key: str) -> Charge:
        name = names.read(reference)
        return self._charge(self._released(self._order(name.order_id), key))

    def refund(self, reference: str, amount_minor: int, *, key: str) -> Charge:
        """Give money back. PayPal keeps keys for 45 days; the key in the refund itself is kept for ever."""
        name = names.read(reference)
        asked = money.amount(amount_minor, name.currency)
        order = self._order(name.order_id)
        charge = self._charge(order)
        same = next((one for one in charge.refunds if one.key == key), None)
        if same is not None and same.amount_minor != amount_minor:
            raise PermanentError("the key was used for another refund")
        if same is not None:
            return charge
        if not (captures := truth.taken(order)):
            raise PermanentError("nothing was taken")
        body = {"amount": asked, "custom_id": truth.marked(key)}
        self._api.post(f"{_CAPTURES}/{captures[0]['id']}/refund", body, key=key)
        return self._charge(self._order(name.order_id))

    def recent(self, since: datetime) -> Iterator[Charge]:
        """What was authorised or captured since: PayPal lists no unpaid order, and all up to 3 hours late."""
        for order_id in self._reporting.orders(since):
            try:
                yield self._settled(self._order(order_id))
            except PermanentError as error:
                log.info("transaction passed over", order_id=order_id, reason=str(error))

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Verifies without asking anybody, but for a certificate never seen before, which is fetched once."""
        return self._webhooks.read(headers, body)

    def _settled(self, order: Json) -> Charge:
        if truth.waits_for_us(order):
            order = self._authorised(order)
        if truth.reserved_after_closing(order):
            log.error("reserved after closing", order_id=order["id"])
            order = self._released(order, f"late:{order['id']}")
        return self._charge(order)

    def _authorised(self, order: Json) -> Json:
        """A refusal leaves the order as it is: the client may approve again with another card.

        The key holds the time of the approval, so that the next one is not answered with this one's refusal.
        """
        order_id, path = order["id"], f"{_ORDERS}/{order['id']}/authorize"
        truth.named(order)  # never reserve money for an order that is none of ours
        try:
            self._api.post(path, {}, key=f"auth:{order_id}:{order.get('update_time', '')}")
        except Refused as refusal:
            log.warning("not authorised", order_id=order_id, issue=refusal.issue)
        return self._order(order_id)

    def _closed(self, order_id: str, key: str) -> Json:
        order = self._order(order_id)
        if truth.waits_for_us(order):
            order = self._authorised(order)
        if truth.state(order) is not ChargeState.OPEN:
            return order
        try:
            self._api.patch(f"{_ORDERS}/{order_id}", orders.CLOSING, key=key)
        except Refused as refusal:
            if refusal.issue != "ORDER_ALREADY_COMPLETED":  # somebody paid meanwhile
                raise
        return self._order(order_id)

    def _released(self, order: Json, key: str) -> Json:
        held = truth.releasable(order)
        if held is None:
            return order
        return self._done(truth.named(order), f"{_AUTHORIZATIONS}/{held}/void", {}, key=key)

    def _done(self, name: names.Name, path: str, body: Json, *, key: str) -> Json:
        """Do it, and look at what is true then: also if it was refused because somebody was faster."""
        try:
            self._api.post(path, body, key=key)
        except Refused as refusal:
            if refusal.issue not in _FASTER:
                raise
        return self._order(name.order_id)

    def _charge(self, order: Json) -> Charge:
        disputes = [found for one in truth.taken(order) for found in self._disputes.of(one["id"])]
        return truth.charge(order, disputes)

    def _order(self, order_id: str) -> Json:
        return self._api.get(f"{_ORDERS}/{order_id}")

    def _order_id(self, reference: str) -> str:
        hint = names.hint(reference)
        if hint is None:
            return names.read(reference).order_id
        return hint.id if hint.kind == "orders" else self._reporting.order_of(hint.kind, hint.id)


_FASTER = frozenset(
    {"AUTHORIZATION_ALREADY_CAPTURED", "AUTHORIZATION_VOIDED", "PREVIOUSLY_CAPTURED", "PREVIOUSLY_VOIDED"}
)
