"""Mail over SMTP (RFC 5321), with STARTTLS where offered and TLS from the start for smtps://."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from app.adapters.mail import mime
from app.adapters.mail.smtp_lines import Line, Lines
from app.adapters.mail.smtp_verdicts import failure_of
from app.kernel.errors import TransientError
from app.ports.clock import Clock
from app.ports.mail import Letter, Receipt

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where to hand mail over. `tls` is from the first byte; otherwise STARTTLS is used when offered."""

    host: str
    port: int
    tls: bool = False
    user: str | None = None
    password: str | None = None
    timeout: timedelta = timedelta(seconds=10)

    @classmethod
    def at(cls, url: str) -> "SmtpServer":
        """Read `smtp://user:password@host:587` or `smtps://…:465`. Raises ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("the mail server's address looks like smtp://user:password@host:port")
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            tls=parts.scheme == "smtps",
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )

    @property
    def is_this_machine(self) -> bool:
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


class SmtpMail:
    """Connections are kept for a while. `trust` is the TLS context; by default the machine's own."""

    def __init__(
        self, server: SmtpServer, *, sender: str, clock: Clock, trust: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._trust = trust or ssl.create_default_context()
        self._lines = Lines()

    def send(self, letter: Letter) -> Receipt:
        message = mime.build(letter, sender=self._sender, now=self._clock.now())
        try:
            self._hand_over(message, to=mime.recipient(letter).addr_spec)
        except (smtplib.SMTPException, OSError) as error:
            raise failure_of(error) from error
        return Receipt(message["Message-ID"])

    def _hand_over(self, message: EmailMessage, *, to: str) -> None:
        """A line on which anything went wrong is not used again."""
        line = self._lines.take() or Line(self._ready())
        try:
            line.smtp.send_message(message, parseaddr(self._sender)[1], [to])
        except (smtplib.SMTPException, OSError):
            line.close()
            raise
        self._lines.give_back(line)

    def _ready(self) -> smtplib.SMTP:
        """A connection that is encrypted and signed in."""
        smtp = self._connect()
        try:
            self._secure(smtp)
            self._sign_in(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _connect(self) -> smtplib.SMTP:
        server, seconds = self._server, self._server.timeout.total_seconds()
        if server.tls:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=self._trust)
        return smtplib.SMTP(server.host, server.port, timeout=seconds)

    def _secure(self, smtp: smtplib.SMTP) -> None:
        """Encrypt, unless the server cannot; a password never leaves this machine in the clear."""
        smtp.ehlo_or_helo_if_needed()
        if self._server.tls:
            return
        if smtp.has_extn("starttls"):
            smtp.starttls(context=self._trust)
            smtp.ehlo_or_helo_if_needed()  # what it offered before encryption is forgotten
        elif self._server.user is not None and not self._server.is_this_machine:
            raise TransientError("the mail server offers no encryption: the password was not sent")

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        if self._server.user is None:
            return
        if not smtp.has_extn("auth"):
            raise TransientError("the mail server offers no way to sign in")
        smtp.login(self._server.user, self._server.password or "")
