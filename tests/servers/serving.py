"""A Flask application on any free port of this machine, a thread for each caller, bad days on request."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.servers.paypal.faults import Faults


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Who wants to know asks the imitation."""
        del code, size


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which it answers."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def faulty(app: Flask, faults: Faults, asked: list[str]) -> None:
    """Note every call; `error` fails before the effect, `busy` asks for a pause, `cut` loses the answer."""

    def enter() -> Response | None:
        call = f"{request.method} {request.path}"
        asked.append(call)
        request.environ["fault"] = fault = faults.of(call)
        if fault == "error":
            return Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if fault == "busy":
            return Response(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": "7"})
        return None

    def leave(response: Response) -> Any:
        if request.environ.get("fault") == "cut":
            connection: socket.socket = request.environ["werkzeug.socket"]
            connection.shutdown(socket.SHUT_RDWR)
        return response

    app.before_request(enter)
    app.after_request(leave)
