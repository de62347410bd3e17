"""The imitation on a port of this machine: HTTP, so that the real library speaks to it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.servers.stripe.company import Imitation, is_page
from tests.servers.stripe.faults import Fault

TOO_LONG = 1.0  # seconds: more than the patience of whoever tests a slow answer


class _Handler(BaseHTTPRequestHandler):
    company: Imitation

    def do_GET(self) -> None:
        self._serve(b"")

    def do_DELETE(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's word
        """Card numbers pass here: nothing is logged."""

    def _serve(self, body: bytes) -> None:
        if is_page(self.path):
            self._show(*self.company.visit(self.command, self.path, body))
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer, fault = self.company.hear(self.command, self.path, headers, body)
        if fault is Fault.MUTE:
            return  # the line is cut
        if fault is Fault.SLOW:
            threading.Event().wait(TOO_LONG)
        more = {"Idempotent-Replayed": "true"} if answer.replayed else {}
        self._send(answer.status, json.dumps(answer.body), "application/json", more)

    def _show(self, status: int, told: str) -> None:
        if status == 303:
            self._send(status, "", "text/html", {"Location": told})
        else:
            self._send(status, told, "text/html; charset=utf-8", {})

    def _send(self, status: int, text: str, kind: str, more: dict[str, str]) -> None:
        body = text.encode()
        try:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
                self.send_header(name, value)
            self.send_header("Request-Id", f"req_{len(self.company.books.calls)}")
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # whoever asked has lost patience


@contextmanager
def stripe_server(*, webhooks_to: str | None = None) -> Iterator[Imitation]:
    """Serve on any free port. Webhooks travel by themselves if an address is given, else by `carry`."""
    handler: type[_Handler] = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    company = handler.company = Imitation(f"http://127.0.0.1:{server.server_port}")
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,))]
    if webhooks_to is not None:
        threads.append(threading.Thread(target=company.messenger.travel, args=(webhooks_to,)))
    for thread in threads:
        thread.start()
    try:
        yield company
    finally:
        company.messenger.end()
        server.shutdown()
        for thread in threads:
            thread.join()
        server.server_close()
