"""Somebody's web server: keeps what it was asked, and answers as a test lays out."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """`headers` by their names in small letters; `sni` is the name that TLS asked for."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    sni: str | None


@dataclass(frozen=True, slots=True)
class Says:
    """`drip`: seconds before each byte of the body."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    drip: float = 0.0


@dataclass
class Site:
    """`says` decides each answer; `asked` is everything so far, in order."""

    port: int = 0
    says: Callable[[Asked], Says] = lambda _: Says()
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def web_server(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve on a free port of this machine."""
    site = Site()
    server = _Server(("127.0.0.1", 0), _handler(site))
    site.port = server.server_port
    if tls is not None:
        tls.sni_callback = lambda line, name, _: setattr(line, "asked_for", name)
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Callers that hang up are part of the tests."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            sni = getattr(self.connection, "asked_for", None)
            asked = Asked(self.command, self.path, headers, body, sni)
            site.asked.append(asked)
            self._send(site.says(asked))

        do_GET = do_POST = answer  # noqa: N815 - http.server calls them by these names

        def _send(self, told: Says) -> None:
            self.send_response(told.status)
            for name, value in {"Content-Length": str(len(told.body)), **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for at in range(len(told.body)) if told.drip else ():
                if site.over.wait(told.drip):
                    return
                self.wfile.write(told.body[at : at + 1])
            if not told.drip:
                self.wfile.write(told.body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as http.server has it
            """`asked` has it all."""

    return Handler
