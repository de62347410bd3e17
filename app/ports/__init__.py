"""What the features need from the outside, one Protocol each. `bootstrap` installs the adapters, once."""

from dataclasses import dataclass

from app.ports.cache import Cache
from app.ports.clock import Clock
from app.ports.limits import Limiter
from app.ports.mail import Mail
from app.ports.outcomes import Outcomes
from app.ports.payments import Payments
from app.ports.search import Search
from app.ports.site import Site
from app.ports.tasks import Bell

__all__ = ["Ports", "install", "ports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything outside of the database that a feature may touch."""

    site: Site
    clock: Clock
    bell: Bell
    outcomes: Outcomes
    limiter: Limiter
    mail: Mail
    payments: Payments
    search: Search
    cache: Cache


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
