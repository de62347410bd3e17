"""Whose money it is, and where PayPal stands."""

from dataclasses import dataclass
from urllib.parse import urlsplit

_LIVE = frozenset({"api.paypal.com", "api-m.paypal.com"})
_SANDBOX = frozenset({"api.sandbox.paypal.com", "api-m.sandbox.paypal.com"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`roots` is a file of PEM certificates that webhooks' certificates lead to; None: the system's own."""

    client_id: str
    secret: str
    webhook_id: str
    url: str
    roots: str | None = None

    @property
    def certificate_hosts(self) -> frozenset[str]:
        """Who may hand out the certificates of webhooks. A sandbox never vouches for real money."""
        own = urlsplit(self.url).netloc
        return next((hosts for hosts in (_LIVE, _SANDBOX) if own in hosts), frozenset({own}))
