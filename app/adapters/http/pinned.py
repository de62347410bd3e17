"""A connection to one numeric address in the name of a host: the name is not looked up a second time."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from http.client import HTTPConnection

from app.kernel.urls import IpAddress, Place


class PinnedConnection(HTTPConnection):
    """Speaks to `address`; the Host header, the SNI and the certificate are those of `place`."""

    def __init__(self, place: Place, address: IpAddress, trust: ssl.SSLContext, *, patience: float) -> None:
        super().__init__(place.host, place.port, timeout=patience)
        self._place = place
        self._address = str(address)
        self._trust = trust
        self._line: socket.socket | None = None  # `sock` is taken away before the answer's body is read
        self._late = threading.Event()

    def connect(self) -> None:
        self.sock = self._line = socket.create_connection(
            (self._address, self._place.port), timeout=self.timeout
        )
        if self._place.scheme == "https":
            self.sock = self._line = self._trust.wrap_socket(self.sock, server_hostname=self._place.host)

    @property
    def reached(self) -> bool:
        """Whether anybody took the call."""
        return self._line is not None

    @property
    def late(self) -> bool:
        """Whether the line was cut because its time was over."""
        return self._late.is_set()

    @contextlib.contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Cut the line after so long: a time-out for each read alone lets an answer drip for ever."""
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self.close()

    def _cut(self) -> None:
        self._late.set()
        if self._line is not None:
            with contextlib.suppress(
                OSError
            ):  # not SSLSocket's own: it would forget its state under a reader
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)
