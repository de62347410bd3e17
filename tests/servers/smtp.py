"""A real SMTP server in this process: keeps what it takes, and refuses whoever the local part names."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

REFUSALS = {
    "bounce": "550 5.1.1 No such person here",
    "busy": "451 4.3.0 Try again later",
    "full": "552 5.2.2 Mailbox full",
    "closing": "421 4.3.2 Shutting down",
}


class Postbox:
    """aiosmtpd's handler: `messages` is what was accepted, `recipients` whom the envelopes named."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.after_data = "250 2.0.0 Taken"
        self.encrypted: list[bool] = []
        self.callers: list[tuple[str, int]] = []
        self._lines: list[tuple[asyncio.AbstractEventLoop, Any]] = []

    def hang_up(self) -> None:
        """Cut every connection there is, as a server does whom nobody talks to."""
        for loop, transport in self._lines:
            cut = threading.Event()
            loop.call_soon_threadsafe(_abort, loop, transport, cut)
            cut.wait(5)
        self._lines.clear()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it by this name
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if (refusal := REFUSALS.get(address.partition("@")[0])) is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        self._lines.append((asyncio.get_running_loop(), server.transport))
        if self.after_data.startswith("2"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.messages.append(message_from_bytes(content, _class=EmailMessage, policy=default))
            self.recipients.extend(envelope.rcpt_tos)
            self.encrypted.append(session.ssl is not None)
            self.callers.append(session.peer)
        return self.after_data


def _abort(loop: asyncio.AbstractEventLoop, transport: Any, cut: threading.Event) -> None:
    """The socket is closed in the round after this one; `cut` is set in the same, behind it."""
    transport.abort()
    loop.call_soon(cut.set)


def _sign_in(server: Any, session: Any, envelope: Any, mechanism: str, auth: Any) -> AuthResult:
    del server, session, envelope, mechanism
    good = isinstance(auth, LoginPassword) and (auth.login, auth.password) == (b"ada", b"p@ss:word")
    return AuthResult(success=good, handled=False)


@contextmanager
def smtp_server(
    *, tls: ssl.SSLContext | None = None, from_the_start: bool = False, sign_in: bool = False
) -> Iterator[tuple[Postbox, int]]:
    """Serve on a free port: plain, with STARTTLS (`tls`), or in TLS from the first byte."""
    box = Postbox()
    options: dict[str, Any] = {}
    if sign_in:
        options |= {"authenticator": _sign_in, "auth_required": True, "auth_require_tls": tls is not None}
    if from_the_start:
        options |= {"ssl_context": tls}
    elif tls is not None:
        options |= {"tls_context": tls}
    controller = FreePort(box, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield box, controller.bound_port
    finally:
        box.hang_up()
        controller.stop()


class FreePort(Controller):
    """aiosmtpd's controller on the port the system gave it."""

    @property
    def bound_port(self) -> int:
        assert self.server is not None
        port: int = self.server.sockets[0].getsockname()[1]
        return port

    def _trigger_server(self) -> None:
        self.port = self.bound_port
        super()._trigger_server()
