"""The subscriptions port over the sandbox company: no account, no money, and a page to agree on."""

import secrets

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.adapters.payments.sandbox import plans
from app.adapters.payments.sandbox.models import SandboxPrice
from app.db.session import reading, transaction
from app.ports.clock import Clock
from app.ports.site import Site
from app.ports.subscriptions import Subscription, Terms, Wish

PLAN_PAGES = "/sandbox/plans"
_SUBSCRIPTION = "sub_"


class SandboxSubscriptions:
    """Refuses to exist in production."""

    name = "sandbox"

    def __init__(self, site: Site, clock: Clock) -> None:
        if site.production:
            raise RuntimeError("the sandbox takes no real money: it cannot run in production")
        self._pages = site.link(PLAN_PAGES)
        self._clock = clock

    def offer(self, terms: Terms, *, key: str) -> str:
        values = {
            "reference": f"sbpr_{secrets.token_hex(8)}",
            "key": key,
            "amount_minor": terms.price_minor,
            "currency": terms.currency,
            "interval": terms.interval,
        }
        with transaction() as session:
            session.execute(insert(SandboxPrice).values(values).on_conflict_do_nothing())
            return session.scalars(select(SandboxPrice.reference).where(SandboxPrice.key == key)).one()

    def subscribe(self, wish: Wish) -> Subscription:
        with transaction() as session:
            return plans.told(plans.begin(session, wish), pages=self._pages)

    def fetch(self, reference: str) -> Subscription:
        with transaction() as session:
            one = plans.held(session, reference)
            plans.age(session, one, self._clock.now())
            return plans.told(one, pages=self._pages)

    def preview(self, reference: str, price: str) -> int:
        with transaction() as session:
            one = plans.held(session, reference)
            return plans.difference(session, one, price, self._clock.now())

    def change(self, reference: str, price: str, *, key: str) -> Subscription:
        del key  # the same price again changes nothing
        with transaction() as session:
            one = plans.held(session, reference)
            one.price = plans.price(session, price).reference
            return plans.told(one, pages=self._pages)

    def renew(self, reference: str, *, going_on: bool, key: str) -> Subscription:
        del key
        with transaction() as session:
            one = plans.held(session, reference)
            one.ends_at_period_end = not going_on
            return plans.told(one, pages=self._pages)

    def portal(self, customer: str, *, return_url: str) -> str:
        del return_url  # its page leads back to the site
        with reading():
            return f"{self._pages}/of/{customer}"

    def owns(self, reference: str) -> bool:
        return reference.startswith(_SUBSCRIPTION)
