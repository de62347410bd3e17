"""PayPal's webhooks: who signed them, and what they are about."""

from collections.abc import Mapping

from app.adapters.payments.paypal.account import Account
from app.adapters.payments.paypal.webhooks.certificates import Certificates
from app.adapters.payments.paypal.webhooks.events import notice
from app.adapters.payments.paypal.webhooks.signature import Seal
from app.ports.clock import Clock
from app.ports.payments import Notice

__all__ = ["Webhooks"]


class Webhooks:
    def __init__(self, account: Account, clock: Clock) -> None:
        self._webhook_id, self._clock = account.webhook_id, clock
        self._certificates = Certificates(account, clock)

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Verify, then understand; what costs nothing is checked first. Raises BadSignature."""
        seal = Seal.read(headers)
        seal.demand_fresh(now=self._clock.now())
        key = self._certificates.key(seal.certificate_url)
        seal.demand_genuine(key, self._webhook_id, body)
        return notice(body)
