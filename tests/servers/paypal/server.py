"""The server: any free port of this machine, a thread for each caller."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, request
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.servers.paypal import disputes, orders
from tests.servers.paypal.pages import pages
from tests.servers.paypal.post import CERTIFICATE
from tests.servers.paypal.refusal import Refusal
from tests.servers.paypal.town import Town
from tests.servers.paypal.web import api, other

_OPEN_TO_ALL = ("/v1/oauth2/token", "/checkoutnow", CERTIFICATE)


class PayPal(Town):
    """What a test holds of it."""

    @property
    def url(self) -> str:
        return self.books.url

    def approve(self, order_id: str, *, card: str = "good") -> bool:
        """The payer agrees on PayPal's page. Whether there was something left to agree to."""
        with self.books.lock:
            return orders.approve(self.books, order_id, card=card)

    def dispute(self, capture_id: str, value: str | None = None) -> str:
        """The payer wants the money back. The dispute's id."""
        with self.books.lock:
            return disputes.open_one(self.books, capture_id, value)

    def resolve(self, dispute_id: str, outcome: str) -> None:
        with self.books.lock:
            disputes.resolve(self.books, dispute_id, outcome)

    def forget(self, order_id: str) -> None:
        """Hours pass in which nobody approves."""
        with self.books.lock:
            del self.books.orders[order_id]


class _Quiet(WSGIRequestHandler):
    """Writes no line for each request: `Town.asked` has them."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


@contextmanager
def paypal_server() -> Iterator[PayPal]:
    town = PayPal()
    server = make_server("127.0.0.1", 0, application(town), threaded=True, request_handler=_Quiet)
    town.books.url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield town
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def application(town: Town) -> Flask:
    app = Flask(__name__)
    app.register_blueprint(api(town))
    app.register_blueprint(other(town))
    app.register_blueprint(pages(town.books))
    app.register_error_handler(Refusal, lambda refusal: (jsonify(refusal.body()), refusal.status))
    app.add_url_rule("/v1/oauth2/token", "token", lambda: town.gate.token(request), methods=["POST"])
    app.add_url_rule(CERTIFICATE, "certificate", lambda: Response(town.certificate, mimetype="text/plain"))
    app.before_request(lambda: _enter(town))
    app.after_request(_leave)
    return app


def _enter(town: Town) -> None:
    call = f"{request.method} {request.path}"
    town.asked.append(call)
    request.environ["fault"] = fault = town.faults.of(call)
    if fault == "error":
        raise Refusal(500)
    if fault == "busy":
        raise Refusal(429)
    if request.path not in _OPEN_TO_ALL:
        town.gate.demand(request)


def _leave(response: Response) -> Any:
    """The effect is there; now the answer may be lost."""
    fault = request.environ.get("fault")
    if fault == "cut":
        connection: socket.socket = request.environ["werkzeug.socket"]
        connection.shutdown(socket.SHUT_RDWR)
    if fault == "broken":
        response.status_code = HTTPStatus.INTERNAL_SERVER_ERROR
    return response
