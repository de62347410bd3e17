"""A provider's own account at Stripe: made, filled in, told of by a webhook, paid into."""

import pytest

from app.db.session import transaction
from app.kernel.errors import PermanentError, TransientError
from app.kernel.money import Money
from app.payouts import service
from app.ports.payments import ChargeState
from app.ports.payouts import PayeeState
from tests.adapters.payments.stripe.shop import Shop, browse
from tests.adapters.payments.stripe.till import Till
from tests.api import execute
from tests.factories.payments import row
from tests.payments.stage import tasks, work
from tests.servers.stripe.faults import Fault

ACCOUNT = "/v1/payouts/account"


def ready(shop: Shop) -> str:
    """Ada fills in Stripe's form, and Stripe tells us."""
    url = shop.as_provider("POST", shop.people.ada, json={}).json["data"]["url"]
    browse("POST", url)
    shop.mail(hurry=True)
    work()
    return str(next(reversed(shop.till.imitation.books.things["account"])))


def test_a_provider_is_led_to_stripes_form_and_back(shop: Shop) -> None:
    begun = shop.as_provider("POST", shop.people.ada, json={"returnPath": "/settings/money"}).json["data"]

    back = browse("POST", begun["url"])

    assert begun["status"] == "PENDING"
    assert back.headers["Location"] == "http://book.example/settings/money?payouts=back"


def test_the_webhook_makes_the_account_ready(shop: Shop) -> None:
    before = shop.as_provider("GET", shop.people.ada).json["data"]

    ready(shop)

    after = shop.as_provider("GET", shop.people.ada).json["data"]
    assert (before, after) == ({"status": None, "url": None}, {"status": "READY", "url": None})
    assert tasks("payouts.check") == 1


def test_a_lost_webhook_does_not_keep_the_provider_who_looks(shop: Shop) -> None:
    browse("POST", shop.as_provider("POST", shop.people.ada, json={}).json["data"]["url"])

    looks = []
    for _ in "12":
        looks.append(shop.as_provider("GET", shop.people.ada).json["data"]["status"])
        work()

    assert looks == ["PENDING", "READY"]


def test_asking_again_leads_to_the_same_account(shop: Shop) -> None:
    shop.till.imitation.faults.order(Fault.MUTE, "/accounts")

    answers = [shop.as_provider("POST", shop.people.ada, json={}).status_code for _ in range(3)]

    assert answers == [503, 200, 200]
    assert len(shop.till.imitation.books.things["account"]) == 1


def test_what_is_paid_to_a_ready_provider_goes_to_their_account_less_the_fee(shop: Shop) -> None:
    account = ready(shop)

    owed = shop.captured()

    books = shop.till.imitation.books
    assert (row(owed).destination, row(owed).fee_minor) == (account, 450)
    assert (books.total("charge"), books.total("transfer"), books.total("fee")) == (4500, 4500, 450)


def ours(payment_id: int) -> int:
    """What our books say that the site has earned by a payment."""
    legs = "CASE WHEN credit = 'SITE' THEN amount_minor WHEN debit = 'SITE' THEN -amount_minor ELSE 0 END"
    statement = f"SELECT sum({legs})::bigint FROM postings WHERE payment_id = :id"  # noqa: S608 - our words
    return int(execute(statement, id=payment_id))


def test_the_fee_goes_back_at_stripe_and_in_our_books_alike(shop: Shop) -> None:
    ready(shop)
    owed = shop.captured()
    books, fees = shop.till.imitation.books, []

    for amount in (1000, 333, 3167):
        shop.refund(owed, amount)
        shop.mail(hurry=True)
        work()
        fees.append((books.total("fee"), ours(owed)))

    assert [there for there, _ in fees] == [here for _, here in fees] == [350, 317, 0]
    assert (books.total("charge") - books.total("refund"), books.total("transfer")) == (0, 0)


def test_what_is_paid_through_another_company_is_the_sites(shop: Shop) -> None:
    ready(shop)

    with transaction() as session:
        shared = service.terms(session, shop.people.provider, Money(4500, "USD"), through="another")

    assert shared == service.Terms(None, 0)


def test_what_was_opened_before_keeps_its_terms(shop: Shop) -> None:
    owed = shop.owed()
    shop.open(owed)

    ready(shop)
    shop.till.imitation.buttons.pay(shop.reference(owed))

    assert (row(owed).destination, row(owed).fee_minor) == (None, 0)
    assert shop.till.ours.fetch(shop.reference(owed)).state is ChargeState.AUTHORIZED


def test_who_has_no_account_leaves_the_money_with_the_site(shop: Shop) -> None:
    owed = shop.captured()

    assert row(owed).destination is None
    assert shop.till.imitation.books.total("transfer") == 0


def test_who_offers_nothing_has_no_payouts(shop: Shop) -> None:
    assert shop.as_provider("GET", shop.people.cleo).status_code == 404
    assert shop.as_provider("POST", shop.people.cleo, json={}).status_code == 404
    assert shop.till.imitation.books.calls == []


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil", "x", "/a?b", "/" * 201]
)
def test_the_way_back_leads_to_this_site_only(shop: Shop, path: str) -> None:
    answer = shop.as_provider("POST", shop.people.ada, json={"returnPath": path})

    assert (answer.status_code, answer.json["error"]["details"][0]["field"]) == (400, "returnPath")


def test_an_account_of_somebody_else_is_none_of_our_business(till: Till) -> None:
    stranger = till.imitation.books.add("account", metadata={}, capabilities={})

    with pytest.raises(PermanentError):
        till.payouts.fetch(stranger["id"])


def test_an_account_waits_for_its_owner_then_for_stripe_then_for_nobody(till: Till) -> None:
    reference = till.payouts.open_account(7, key="acct:7").reference
    account = till.imitation.books.get("account", reference)
    states = [till.payouts.fetch(reference).state]

    account["details_submitted"] = True
    states.append(till.payouts.fetch(reference).state)
    account["capabilities"] = {"transfers": "active"}
    states.append(till.payouts.fetch(reference).state)

    assert states == [PayeeState.PENDING, PayeeState.BLOCKED, PayeeState.READY]


def test_one_key_makes_one_account_and_each_link_is_new(till: Till) -> None:
    first, again = (till.payouts.open_account(7, key="acct:7") for _ in "12")
    links = [
        till.payouts.onboarding(first.reference, return_url="http://x/", refresh_url="http://x/")
        for _ in "12"
    ]

    assert first == again
    assert len({call.key for call in till.imitation.books.writes("/account_links")}) == len(links) == 2


def test_stripe_away_is_worth_another_try(till: Till) -> None:
    till.imitation.faults.order(Fault.BUSY)

    with pytest.raises(TransientError):
        till.payouts.open_account(7, key="acct:7")
