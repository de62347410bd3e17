"""What becomes of authorised money."""

from copy import deepcopy
from decimal import Decimal

from tests.servers.paypal import money
from tests.servers.paypal.books import Books, Json, Payment, new_id, now
from tests.servers.paypal.refusal import unless

_MOST = Decimal("1.15")  # PayPal captures up to 15 % more than was authorised


def capture(books: Books, authorization_id: str, body: Json) -> Json:
    held = books.payment("authorizations", authorization_id)
    status = held.shown["status"]
    unless(status != "VOIDED", "AUTHORIZATION_VOIDED")
    unless(status in {"CREATED", "PARTIALLY_CAPTURED"}, "AUTHORIZATION_ALREADY_CAPTURED")
    amount = body.get("amount", held.shown["amount"])
    value, most = money.value_of(amount), Decimal(held.shown["amount"]["value"])
    unless(amount["currency_code"] == held.shown["amount"]["currency_code"], "AUTH_CAPTURE_CURRENCY_MISMATCH")
    unless(value <= most * _MOST, "MAX_CAPTURE_AMOUNT_EXCEEDED")
    held.shown["status"] = "CAPTURED" if body.get("final_capture") or value >= most else "PARTIALLY_CAPTURED"
    return _captured(books, held, authorization_id, amount)


def _captured(books: Books, held: Payment, authorization_id: str, amount: Json) -> Json:
    related = {"order_id": held.order_id, "authorization_id": authorization_id}
    shown = {
        "id": new_id(),
        "status": "COMPLETED",
        "amount": dict(amount),
        "custom_id": held.shown.get("custom_id"),
        "create_time": now(),
        "supplementary_data": {"related_ids": related},
    }
    books.captures[shown["id"]] = Payment(held.order_id, shown, authorization_id)
    books.note("captured", books.order(held.order_id), shown)
    books.tell("PAYMENT.CAPTURE.COMPLETED", deepcopy(shown))
    return shown


def void(books: Books, authorization_id: str) -> Json:
    held = books.payment("authorizations", authorization_id)
    unless(held.shown["status"] != "VOIDED", "PREVIOUSLY_VOIDED")
    unless(held.shown["status"] in {"CREATED", "PENDING"}, "PREVIOUSLY_CAPTURED")
    held.shown["status"] = "VOIDED"
    books.note("released", books.order(held.order_id), held.shown)
    books.tell("PAYMENT.AUTHORIZATION.VOIDED", deepcopy(held.shown))
    return held.shown


def refund(books: Books, capture_id: str, body: Json) -> Json:
    taken = books.payment("captures", capture_id)
    before = [one.shown for one in books.refunds.values() if one.parent == capture_id]
    left = Decimal(taken.shown["amount"]["value"]) - sum(Decimal(one["amount"]["value"]) for one in before)
    unless(left > 0, "CAPTURE_FULLY_REFUNDED")
    amount = body.get("amount", {**taken.shown["amount"], "value": str(left)})
    unless(money.value_of(amount) <= left, "REFUND_AMOUNT_EXCEEDED")
    unless(not _disputed(books, capture_id), "TRANSACTION_DISPUTED")
    taken.shown["status"] = "REFUNDED" if money.value_of(amount) == left else "PARTIALLY_REFUNDED"
    return _refunded(books, taken, capture_id, body | {"amount": amount})


def _refunded(books: Books, taken: Payment, capture_id: str, body: Json) -> Json:
    shown = {
        "id": new_id(),
        "status": "COMPLETED",
        "amount": dict(body["amount"]),
        "create_time": now(),
        "links": [{"rel": "up", "href": f"{books.url}/v2/payments/captures/{capture_id}", "method": "GET"}],
    }
    if "custom_id" in body:
        shown["custom_id"] = body["custom_id"]
    books.refunds[shown["id"]] = Payment(taken.order_id, shown, capture_id)
    books.note("refunded", books.order(taken.order_id), shown)
    books.tell("PAYMENT.CAPTURE.REFUNDED", deepcopy(shown))
    return shown


def _disputed(books: Books, capture_id: str) -> bool:
    mine = (one for one in books.disputes.values() if one["capture_id"] == capture_id)
    return any(one["status"] != "RESOLVED" for one in mine)
