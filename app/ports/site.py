"""Facts of this installation that features may read."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from app.kernel.signing import key_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`secret` is the root of all derived keys; the addresses have no trailing slash.

    `previous_secrets` still open what they once sealed, so that the secret can be changed. `internal_url` is
    where our own processes reach the web process, if that is not the public address. `fee_percent` is what
    the site keeps of a payment that goes to a provider's own account.
    """

    name: str
    public_url: str
    production: bool
    secret: bytes
    mail_from: str
    hold: timedelta
    wait: timedelta
    wait_slots: int
    previous_secrets: tuple[bytes, ...] = ()
    internal_url: str = ""
    fee_percent: Decimal = Decimal(0)
    plan_required: bool = False
    plan_grace: timedelta = timedelta(days=7)
    erasure_grace: timedelta = timedelta(days=30)

    def keys(self, purpose: str) -> tuple[bytes, ...]:
        """The key for `purpose` that writes, then those of earlier secrets, which only read."""
        return tuple(key_for(secret, purpose) for secret in (self.secret, *self.previous_secrets))

    def link(self, path: str) -> str:
        return f"{self.public_url}{path}"

    def inside(self, path: str) -> str:
        return f"{self.internal_url or self.public_url}{path}"
