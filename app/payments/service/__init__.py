"""Payments' use cases. None commits, and none of them calls the company: that is the edges' part."""

from app.payments.queries import (
    alive,
    alive_of_series,
    booking_of,
    latest_of,
    locked,
    noticed,
    of_purchases,
    purchase_of,
    series_of,
)
from app.payments.service.capture import order_capture, order_capture_of
from app.payments.service.cards import CardView, card_views, customer_of, refuse_in_use
from app.payments.service.charging import charge_again, charge_booking, charge_series
from app.payments.service.checkout import Asked, ask, opened
from app.payments.service.choosing import choose, pay_elsewhere, undecided
from app.payments.service.claims import claim, claim_refused, stand_fee
from app.payments.service.comparing import compare, missing
from app.payments.service.consenting import agree, consent_due, save_card
from app.payments.service.links import genuine_link, pay_link
from app.payments.service.owed import Owed, OwedRefund, owed, owed_refund
from app.payments.service.purchasing import charge_purchase
from app.payments.service.reconciling import check_unsure
from app.payments.service.record import Recorded, flag, record
from app.payments.service.refunds import (
    RequestRefund,
    order_refund,
    order_refund_of,
    refund_refused,
    request_refund,
)
from app.payments.service.standing import Standing, look_into, standing
from app.payments.service.views import (
    PaymentView,
    RefundView,
    everybodys,
    history,
    payment_for_booking,
    payment_seen_by,
)
from app.payments.service.voiding import close_one_unasked, close_unasked, order_void, order_void_of

__all__ = [
    "Asked",
    "CardView",
    "Owed",
    "OwedRefund",
    "PaymentView",
    "Recorded",
    "RefundView",
    "RequestRefund",
    "Standing",
    "agree",
    "alive",
    "alive_of_series",
    "ask",
    "booking_of",
    "card_views",
    "charge_again",
    "charge_booking",
    "charge_purchase",
    "charge_series",
    "check_unsure",
    "choose",
    "claim",
    "claim_refused",
    "close_one_unasked",
    "close_unasked",
    "compare",
    "consent_due",
    "customer_of",
    "everybodys",
    "flag",
    "genuine_link",
    "history",
    "latest_of",
    "locked",
    "look_into",
    "missing",
    "noticed",
    "of_purchases",
    "opened",
    "order_capture",
    "order_capture_of",
    "order_refund",
    "order_refund_of",
    "order_void",
    "order_void_of",
    "owed",
    "owed_refund",
    "pay_elsewhere",
    "pay_link",
    "payment_for_booking",
    "payment_seen_by",
    "purchase_of",
    "record",
    "refund_refused",
    "refuse_in_use",
    "request_refund",
    "save_card",
    "series_of",
    "stand_fee",
    "standing",
    "undecided",
]
