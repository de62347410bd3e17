"""What every company owes that sells plans: one suite over the sandbox and the imitation of Stripe."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from app.adapters.clock.system import SystemClock
from app.adapters.payments.sandbox import SandboxPayments, SandboxSubscriptions, plans
from app.adapters.payments.stripe import Access, StripeSubscriptions
from app.db.session import transaction
from app.kernel.errors import PermanentError
from app.ports.subscriptions import Subscription, Subscriptions, SubscriptionState
from tests.contracts.companies import a_key
from tests.contracts.plans import a_plan, a_wish
from tests.payments.stage import SITE, installed
from tests.servers.stripe.buttons import GOOD
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET
from tests.servers.stripe.server import stripe_server
from tests.servers.stripe.setups import DECLINED_LATER


@dataclass
class Seller:
    """A company, a provider who agrees at its page (`good`: their card lasts), a clock, and a portal."""

    company: Subscriptions
    agree: Callable[[str, bool], object]
    advance: Callable[[int], None]
    mend: Callable[[str], None]

    def begun(self, *, trial_days: int = 0, good: bool = True) -> Subscription:
        opened = self.company.subscribe(a_wish(self.price(), trial_days=trial_days))
        self.agree(opened.reference, good)
        return self.company.fetch(opened.reference)

    def price(self, amount: int = 1000) -> str:
        return self.company.offer(a_plan(price_minor=amount), key=a_key())


class Clock:
    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return SystemClock().now() + self.ahead


@contextmanager
def _sandbox(request: pytest.FixtureRequest) -> Iterator[Seller]:
    clock = Clock()

    def agree(reference: str, good: bool) -> None:  # noqa: FBT001 - a button of the page
        with transaction() as session:
            plans.accept(session, plans.held(session, reference), now=clock.now(), good=good)

    def advance(days: int) -> None:
        clock.ahead += timedelta(days=days)

    def mend(reference: str) -> None:
        with transaction() as session:
            plans.repair(session, plans.held(session, reference), now=clock.now())

    payments = SandboxPayments(SITE, SystemClock())
    with installed(request.getfixturevalue("database_url"), payments=payments):
        yield Seller(SandboxSubscriptions(SITE, clock), agree, advance, mend)


@contextmanager
def _stripe(_: pytest.FixtureRequest) -> Iterator[Seller]:
    with stripe_server() as imitation:
        access = Access(secret_key=SECRET_KEY, webhook_secrets=(WEBHOOK_SECRET,), url=imitation.site)
        buttons = imitation.buttons
        yield Seller(
            StripeSubscriptions(access),
            lambda reference, good: buttons.pay(reference, GOOD if good else DECLINED_LATER),
            buttons.advance,
            lambda reference: buttons.change_card(reference, GOOD),
        )


SELLERS: dict[str, Callable[[pytest.FixtureRequest], AbstractContextManager[Seller]]] = {
    "sandbox": _sandbox,
    "stripe": _stripe,
}


@pytest.fixture(params=SELLERS)
def seller(request: pytest.FixtureRequest) -> Iterator[Seller]:
    with SELLERS[request.param](request) as made:
        yield made


def test_one_key_sells_one_price(seller: Seller) -> None:
    key = a_key()

    assert len({seller.company.offer(a_plan(), key=key) for _ in range(2)}) == 1


def test_a_checkout_is_open_until_the_provider_agrees(seller: Seller) -> None:
    wish = a_wish(seller.price())

    opened, again = seller.company.subscribe(wish), seller.company.subscribe(wish)
    seller.agree(opened.reference, True)
    begun = seller.company.fetch(opened.reference)

    assert (opened.state, opened.provider_id) == (SubscriptionState.OPEN, wish.provider_id)
    assert opened.checkout_url is not None
    assert again.reference == opened.reference
    assert (begun.state, begun.provider_id, begun.price) == (
        SubscriptionState.ACTIVE,
        wish.provider_id,
        wish.price,
    )
    assert (begun.customer is not None, begun.ends_at_period_end, begun.checkout_url) == (True, False, None)
    assert seller.company.owns(begun.reference)
    assert seller.company.fetch(begun.reference) == begun


def test_a_trial_becomes_a_plan_that_is_paid(seller: Seller) -> None:
    begun = seller.begun(trial_days=14)

    seller.advance(15)
    after = seller.company.fetch(begun.reference)

    assert (begun.state, after.state) == (SubscriptionState.TRIAL, SubscriptionState.ACTIVE)
    assert begun.period_end is not None
    assert after.period_end is not None
    assert after.period_end > begun.period_end


def test_a_renewal_that_fails_is_past_due_and_mended_by_another_card(seller: Seller) -> None:
    begun = seller.begun(good=False)

    seller.advance(31)
    late = seller.company.fetch(begun.reference)
    seller.mend(begun.reference)

    assert late.state is SubscriptionState.PAST_DUE
    assert seller.company.fetch(begun.reference).state is SubscriptionState.ACTIVE


def test_a_renewal_that_is_never_paid_ends_the_plan(seller: Seller) -> None:
    begun = seller.begun(good=False)

    seller.advance(31)
    seller.advance(15)

    assert seller.company.fetch(begun.reference).state is SubscriptionState.ENDED


def test_a_change_costs_the_rest_of_the_time_and_is_said_before(seller: Seller) -> None:
    begun, dearer = seller.begun(), seller.price(4000)
    seller.advance(15)

    due = seller.company.preview(begun.reference, dearer)
    changed = seller.company.change(begun.reference, dearer, key=a_key())
    again = seller.company.change(begun.reference, dearer, key=a_key())

    assert 1490 <= due <= 1500  # half of a month of the 30 euros between them
    assert (changed.price, changed.state, again) == (dearer, SubscriptionState.ACTIVE, changed)
    assert changed.period_end == begun.period_end


def test_a_change_in_a_trial_costs_nothing(seller: Seller) -> None:
    begun = seller.begun(trial_days=14)

    assert seller.company.preview(begun.reference, seller.price(4000)) == 0


def test_a_plan_ends_with_the_time_that_is_paid_for(seller: Seller) -> None:
    begun = seller.begun()

    ending = seller.company.renew(begun.reference, going_on=False, key=a_key())
    seller.advance(31)

    assert (ending.state, ending.ends_at_period_end) == (SubscriptionState.ACTIVE, True)
    assert seller.company.fetch(begun.reference).state is SubscriptionState.ENDED


def test_who_thinks_better_of_it_goes_on(seller: Seller) -> None:
    begun = seller.begun()
    seller.company.renew(begun.reference, going_on=False, key=a_key())

    going_on = seller.company.renew(begun.reference, going_on=True, key=a_key())
    seller.advance(31)

    assert going_on.ends_at_period_end is False
    assert seller.company.fetch(begun.reference).state is SubscriptionState.ACTIVE


def test_the_portal_has_an_address(seller: Seller) -> None:
    customer = seller.begun().customer

    assert seller.company.portal(customer or "", return_url="https://book.example/plan").startswith("http")


def test_what_nobody_knows_is_refused(seller: Seller) -> None:
    for ask in (
        lambda: seller.company.fetch("sub_nobody"),
        lambda: seller.company.subscribe(replace(a_wish("price_nobody"), key=a_key())),
    ):
        with pytest.raises(PermanentError):
            ask()
