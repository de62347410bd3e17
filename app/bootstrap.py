"""The composition root: reads the settings, opens the database, installs the adapters. Once a process."""

from collections.abc import Callable, Mapping

from app.accounts import hashing
from app.adapters import channels
from app.adapters.cache.redis_cache import RedisCache
from app.adapters.calendars.caldav import CalDavCalendars
from app.adapters.calendars.google import GoogleCalendars
from app.adapters.calendars.ics_url import IcsUrlCalendars
from app.adapters.calendars.microsoft import MicrosoftCalendars
from app.adapters.clock.system import SystemClock
from app.adapters.counters.redis_counters import RedisCounters
from app.adapters.events.database import DatabaseEvents
from app.adapters.events.opensearch import OpenSearchEvents
from app.adapters.files.directory import DirectoryFiles
from app.adapters.http.guarded import GuardedWeb
from app.adapters.limits.off import Unlimited
from app.adapters.limits.redis_window import RedisLimiter
from app.adapters.outcomes.redis_pubsub import RedisOutcomes
from app.adapters.payments.paypal import Account as PayPalAccount
from app.adapters.payments.paypal import PayPalPayments
from app.adapters.payments.sandbox import SandboxCards, SandboxPayments, SandboxSubscriptions
from app.adapters.payments.stripe import Access as StripeAccess
from app.adapters.payments.stripe import StripeCards, StripePayments, StripePayouts, StripeSubscriptions
from app.adapters.redis.link import Link
from app.adapters.search.fallback import SearchWithFallback
from app.adapters.search.opensearch import OpenSearchSearch
from app.adapters.search.postgres import PostgresSearch
from app.adapters.tasks.dramatiq_redis import DramatiqBell
from app.db import audit, session, tables
from app.kernel import urls
from app.ports import Ports, install
from app.ports.calendars import Calendars
from app.ports.cards import Cards
from app.ports.clock import Clock
from app.ports.events import Events
from app.ports.payments import Payments
from app.ports.payouts import Payouts
from app.ports.search import Search
from app.ports.site import Site
from app.ports.subscriptions import Subscriptions
from app.ports.web import Web
from config import logging, observability, settings
from config.settings import Settings

__all__ = ["audit", "companies_of", "site_of", "start"]


def start(given: Settings | None = None, *, connections: int | None = None) -> Settings:
    """Make this process fit to work. `connections` is the size of its pool."""
    chosen = given or settings.load()
    logging.configure(chosen)
    observability.configure(chosen)
    tables.load()
    size = connections or chosen.web_connections
    session.install(session.connect(chosen.database_url, session.PoolOptions(size=size)))
    hashing.install(hashing.Hasher(cost=chosen.bcrypt_cost))
    install(_ports(chosen))
    return chosen


def site_of(chosen: Settings) -> Site:
    return Site(
        name=chosen.name,
        public_url=chosen.site_url,
        internal_url=chosen.internal_url,
        production=chosen.environment == "production",
        secret=chosen.secret_key.get_secret_value().encode(),
        mail_from=chosen.mail_from,
        hold=chosen.hold,
        wait=chosen.wait,
        wait_slots=chosen.web_threads // 2,
        fee_percent=chosen.fee_percent,
        plan_required=chosen.plan_required,
        plan_grace=chosen.plan_grace,
        erasure_grace=chosen.erasure_grace,
        previous_secrets=tuple(key.get_secret_value().encode() for key in chosen.previous_secret_keys),
    )


def _ports(chosen: Settings) -> Ports:
    site, clock, link = site_of(chosen), SystemClock(), Link(chosen.redis_url)
    web = GuardedWeb(urls.OUTSIDE if chosen.outbound == "public" else urls.ANYWHERE)
    default, *others = companies_of(chosen, site, clock)
    return Ports(
        site=site,
        clock=clock,
        bell=DramatiqBell(link),
        outcomes=RedisOutcomes(link, wait_slots=site.wait_slots),
        limiter=RedisLimiter(link) if chosen.rate_limits else Unlimited(),
        mail=channels.mail(chosen, clock),
        sms=channels.sms(chosen, site),
        push=channels.push(chosen, site, web, clock),
        reporters=channels.reporters(chosen, clock),
        payments=default,
        others=tuple(others),
        payouts=_payouts(chosen),
        vault=_vault(chosen, site),
        subscriptions=_subscriptions(chosen, site, clock),
        search=_search(chosen),
        cache=RedisCache(link),
        web=web,
        events=_events(chosen),
        counters=RedisCounters(link),
        files=DirectoryFiles(chosen.files_dir),
        calendars=calendars_of(chosen, web, clock),
    )


def calendars_of(chosen: Settings, web: Web, clock: Clock) -> Mapping[str, Calendars]:
    """Those with which we are registered, first; any CalDAV server and any file need no registration."""
    found: list[Calendars] = []
    if chosen.google_client_id:
        secret = chosen.google_client_secret.get_secret_value()
        found.append(GoogleCalendars(chosen.google_client_id, secret, clock, elsewhere=chosen.google_url))
    if chosen.microsoft_client_id:
        secret = chosen.microsoft_client_secret.get_secret_value()
        found.append(
            MicrosoftCalendars(chosen.microsoft_client_id, secret, clock, elsewhere=chosen.microsoft_url)
        )
    found += [CalDavCalendars(web, clock, site=chosen.name), IcsUrlCalendars(web)]
    return {one.kind: one for one in found}


def companies_of(chosen: Settings, site: Site, clock: Clock) -> list[Payments]:
    makers: dict[str, Callable[[], Payments]] = {
        "sandbox": lambda: SandboxPayments(site, clock),
        "stripe": lambda: StripePayments(_stripe(chosen), clock),
        "paypal": lambda: PayPalPayments(_paypal(chosen), clock),
    }
    return [makers[name]() for name in chosen.companies]


def _paypal(chosen: Settings) -> PayPalAccount:
    return PayPalAccount(
        client_id=chosen.paypal_client_id,
        secret=chosen.paypal_secret.get_secret_value(),
        webhook_id=chosen.paypal_webhook_id,
        url=chosen.paypal_url,
        roots=str(chosen.paypal_roots) if chosen.paypal_roots else None,
    )


def _payouts(chosen: Settings) -> Payouts | None:
    return StripePayouts(_stripe(chosen)) if "stripe" in chosen.companies else None


def _vault(chosen: Settings, site: Site) -> Cards | None:
    """One company keeps cards: Stripe where it is installed."""
    if "stripe" in chosen.companies:
        return StripeCards(_stripe(chosen))
    return SandboxCards(site) if "sandbox" in chosen.companies else None


def _subscriptions(chosen: Settings, site: Site, clock: Clock) -> Subscriptions | None:
    """One company sells plans: Stripe where it is installed."""
    if "stripe" in chosen.companies:
        return StripeSubscriptions(_stripe(chosen))
    return SandboxSubscriptions(site, clock) if "sandbox" in chosen.companies else None


def _stripe(chosen: Settings) -> StripeAccess:
    key = chosen.stripe_secret_key
    if key is None:
        raise RuntimeError("the settings admit no Stripe without its key")
    return StripeAccess(
        secret_key=key.get_secret_value(),
        webhook_secrets=tuple(secret.get_secret_value() for secret in chosen.stripe_webhook_secrets),
        url=chosen.stripe_url,
    )


def _search(chosen: Settings) -> Search:
    if chosen.opensearch_url is None:
        return PostgresSearch()
    index = OpenSearchSearch(chosen.opensearch_url.get_secret_value(), alias=chosen.search_alias)
    return SearchWithFallback(index, PostgresSearch())


def _events(chosen: Settings) -> Events:
    if chosen.opensearch_url is None:
        return DatabaseEvents()
    return OpenSearchEvents(
        chosen.opensearch_url.get_secret_value(), index=f"events_of_{chosen.search_alias}"
    )
