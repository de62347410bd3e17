"""The REST API's addresses."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from tests.servers.paypal import disputes, orders, payments, reporting
from tests.servers.paypal.repeats import Answer
from tests.servers.paypal.town import Town

Act = Callable[[], Answer]


def api(town: Town) -> Blueprint:
    """Every write goes through `repeats`; everything happens under the books' lock."""
    books, blueprint = town.books, Blueprint("api", __name__)

    def written(act: Act) -> Answer:
        with books.lock:
            return town.repeats.once(request.path, request.headers.get("PayPal-Request-Id"), act)

    @blueprint.post("/v2/checkout/orders")
    def create() -> Answer:
        return written(lambda: (orders.create(books, _body()), 201))

    @blueprint.get("/v2/checkout/orders/<order_id>")
    def show(order_id: str) -> Any:
        with books.lock:
            return orders.show(books, order_id)

    @blueprint.patch("/v2/checkout/orders/<order_id>")
    def change(order_id: str) -> Response:
        with books.lock:
            orders.change(books, order_id, request.get_json())
        return Response(status=204)

    @blueprint.post("/v2/checkout/orders/<order_id>/authorize")
    def authorize(order_id: str) -> Answer:
        return written(lambda: (orders.authorize(books, order_id), 201))

    @blueprint.get("/v2/payments/<any(authorizations, captures, refunds):kind>/<payment_id>")
    def payment(kind: str, payment_id: str) -> Any:
        with books.lock:
            return books.payment(kind, payment_id).shown

    @blueprint.post("/v2/payments/authorizations/<authorization_id>/capture")
    def capture(authorization_id: str) -> Answer:
        return written(lambda: (payments.capture(books, authorization_id, _body()), 201))

    @blueprint.post("/v2/payments/authorizations/<authorization_id>/void")
    def void(authorization_id: str) -> Answer:
        return written(lambda: (payments.void(books, authorization_id), 200))

    @blueprint.post("/v2/payments/captures/<capture_id>/refund")
    def refund(capture_id: str) -> Answer:
        return written(lambda: (payments.refund(books, capture_id, _body()), 201))

    return blueprint


def other(town: Town) -> Blueprint:
    """What is only read."""
    books, blueprint = town.books, Blueprint("other", __name__)

    @blueprint.get("/v1/customer/disputes")
    def listed() -> Any:
        with books.lock:
            return disputes.listed(books, request.args["disputed_transaction_id"])

    @blueprint.get("/v1/customer/disputes/<dispute_id>")
    def dispute(dispute_id: str) -> Any:
        with books.lock:
            return disputes.show(books, dispute_id)

    @blueprint.get("/v1/reporting/transactions")
    def search() -> Any:
        with books.lock:
            return reporting.search(books, request.args.to_dict(), town.reporting_delay)

    return blueprint


def _body() -> dict[str, Any]:
    body: dict[str, Any] = request.get_json()
    return body
