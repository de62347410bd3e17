"""What the features need from the outside, one Protocol each. `bootstrap` installs the adapters, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.kernel.errors import TransientError
from app.ports.cache import Cache
from app.ports.calendars import Calendars
from app.ports.cards import Cards
from app.ports.clock import Clock
from app.ports.counters import Counters
from app.ports.events import Events
from app.ports.files import Files
from app.ports.limits import Limiter
from app.ports.mail import Mail
from app.ports.outcomes import Outcomes
from app.ports.payments import Payments
from app.ports.payouts import Payouts
from app.ports.push import Push
from app.ports.reports import Reporter
from app.ports.search import Search
from app.ports.site import Site
from app.ports.sms import Sms
from app.ports.subscriptions import Subscriptions
from app.ports.tasks import Bell
from app.ports.web import Web

__all__ = ["Ports", "install", "ports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything outside of the database that a feature may touch.

    `payments` is the company for whoever does not choose another one. No `payouts`: the money is the
    site's. No `vault`: no company keeps cards. No `subscriptions`: there are no plans. No `sms` or `push`:
    nobody is told that way. `reporters` tell what became of messages, by the name in their webhook's address.
    `calendars` by their kinds.
    """

    site: Site
    clock: Clock
    bell: Bell
    outcomes: Outcomes
    limiter: Limiter
    mail: Mail
    payments: Payments
    search: Search
    cache: Cache
    web: Web
    events: Events
    counters: Counters
    files: Files
    payouts: Payouts | None = None
    vault: Cards | None = None
    subscriptions: Subscriptions | None = None
    others: tuple[Payments, ...] = ()
    sms: Sms | None = None
    push: Push | None = None
    reporters: Mapping[str, Reporter] = field(default_factory=dict)
    calendars: Mapping[str, Calendars] = field(default_factory=dict)

    @property
    def companies(self) -> Mapping[str, Payments]:
        """All payment companies by their names, the default one first."""
        return {company.name: company for company in (self.payments, *self.others)}

    def vault_of(self, company: str) -> Cards | None:
        """Where this payment company keeps cards, if it does."""
        return self.vault if self.vault is not None and self.vault.name == company else None

    def company(self, name: str) -> Payments:
        """The one that a payment names. Raises TransientError: an operator took it away, and must mend it."""
        found = self.companies.get(name)
        if found is None:
            raise TransientError("the payment's company is not installed")
        return found


_installed: list[Ports] = []


def install(new: Ports) -> Ports | None:
    """Make `new` what `ports()` answers; returns what stood there, so that a test can put it back."""
    old = _installed.pop() if _installed else None
    _installed.append(new)
    return old


def ports() -> Ports:
    """The installed ports. Raises RuntimeError before `bootstrap` ran."""
    if not _installed:
        raise RuntimeError("no ports installed: call app.bootstrap.start() first")
    return _installed[0]
