"""Stripe's webhooks about plans reach the provider's plan, whatever they name, twice and in any order."""

from dataclasses import replace

import pytest

from app.adapters.payments.stripe import StripeSubscriptions
from app.db.session import reading, transaction
from app.plans import asking, queries
from app.plans.models import Plan
from app.ports import install, ports
from tests.adapters.payments.stripe.shop import Shop
from tests.payments.stage import work
from tests.servers.stripe.buttons import GOOD
from tests.servers.stripe.messenger import Journey
from tests.servers.stripe.setups import DECLINED_LATER


@pytest.fixture
def office(shop: Shop) -> Shop:
    """The shop sells a plan too."""
    install(replace(ports(), subscriptions=StripeSubscriptions(shop.till.access)))
    with transaction() as session:
        code = f"studio-{shop.people.provider}"
        session.add(Plan(code=code, name="Studio", price_minor=1000, currency="EUR", interval="month"))
    return shop


def begun(office: Shop, card: str = GOOD) -> str:
    """Ada has agreed at Stripe's page; the subscription's name."""
    asking.subscribe(office.people.ada, f"studio-{office.people.provider}", back="http://book.example/plan")
    with reading() as session:
        mine = queries.of(session, office.people.provider)
        assert mine is not None
        office.till.imitation.buttons.pay(str(mine.reference), card)
    return office.till.imitation.books.of("subscription")[0]["id"]


def hears(office: Shop) -> str:
    office.mail(hurry=True)
    work()
    work()
    with reading() as session:
        mine = queries.of(session, office.people.provider)
        return mine.status if mine else ""


@pytest.mark.parametrize("journey", [Journey.PROMPT, Journey.TWICE, Journey.DISORDER])
def test_a_plan_begins_is_renewed_fails_and_ends(office: Shop, journey: Journey) -> None:
    office.till.imitation.messenger.journey = journey
    begun(office, DECLINED_LATER)

    stood = [hears(office)]
    for days in (31, 15):
        office.till.imitation.buttons.advance(days)
        stood.append(hears(office))

    assert stood == ["ACTIVE", "PAST_DUE", "ENDED"]


def test_another_card_at_the_portal_mends_it(office: Shop) -> None:
    reference = begun(office, DECLINED_LATER)
    office.till.imitation.buttons.advance(31)
    late = hears(office)

    office.till.imitation.buttons.change_card(reference, GOOD)
    office.till.imitation.buttons.advance(1)

    assert (late, hears(office)) == ("PAST_DUE", "ACTIVE")


def test_a_subscription_of_another_shop_in_the_account_is_done_with(office: Shop) -> None:
    reference = begun(office)
    assert hears(office) == "ACTIVE"
    stranger = office.till.imitation.books.get("subscription", reference)
    stranger["metadata"] = {"shop": "another"}
    office.till.imitation.chronicle.tell("customer.subscription.updated", stranger)

    assert hears(office) == "ACTIVE"
