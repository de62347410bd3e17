"""What we ask of Stripe: every word of it is allowed by Stripe's own document, as the imitation checks."""

from typing import Any

import pytest

from app.adapters.payments.stripe.orders import checkout, descriptor
from app.kernel.errors import PermanentError
from tests.adapters.payments.stripe.till import Till, order
from tests.servers.stripe.books import Thing


def session(till: Till, reference: str) -> Thing:
    return till.imitation.books.get("checkout.session", reference)


def test_a_checkout_authorises_only_and_knows_whose_it_is(till: Till) -> None:
    asked = order(description="Piano lesson")

    made = session(till, till.ours.open_checkout(asked).reference)

    ours = {"payment_id": str(asked.payment_id), "key": asked.key}
    assert made["metadata"] == made["_terms"]["metadata"] == ours
    assert made["client_reference_id"] == str(asked.payment_id)
    assert (made["_terms"]["capture_method"], made["_product"]) == ("manual", "Piano lesson")
    assert (made["success_url"], made["cancel_url"]) == (asked.success_url, asked.cancel_url)


def test_the_same_order_is_the_same_question_every_time() -> None:
    asked = order()

    assert checkout(asked) == checkout(asked)  # a key is good for one set of parameters


@pytest.mark.parametrize(
    ("merchant", "shown"),
    [
        ("Ada's Piano", "ADA S PIAN"),
        ("Žofie <Yoga>", "ZOFIE YOGA"),
        ("Σωκράτης", None),
        ("24/7", None),
        ("", None),
        ("A", "A"),
    ],
)
def test_the_merchants_name_fits_onto_a_statement(merchant: str, shown: str | None) -> None:
    assert descriptor(merchant) == shown


@pytest.mark.parametrize("merchant", ["Ada's Piano", "Σωκράτης", "*<>\\\"'", "x" * 300, "24/7 Open"])
def test_no_name_keeps_a_client_from_paying(till: Till, merchant: str) -> None:
    assert till.opened(merchant=merchant).checkout_url


def test_a_long_description_is_cut_for_the_page(till: Till) -> None:
    made = session(till, till.opened(description="x" * 900).reference)

    assert len(made["_product"]) == 250


def account(till: Till) -> str:
    return str(till.imitation.books.add("account")["id"])


def connected(till: Till, **terms: Any) -> dict[str, Any]:
    return {"destination": account(till), "fee_minor": 450, **terms}


def test_a_providers_own_account_gets_the_money_and_the_site_its_fee(till: Till) -> None:
    till.captured(**connected(till))

    assert till.imitation.books.total("transfer") == 4500
    assert till.imitation.books.total("fee") == 450


def test_of_a_part_the_site_takes_the_same_part_of_its_fee(till: Till) -> None:
    reference = till.authorised(**connected(till)).reference

    till.ours.capture(reference, key="cap", amount_minor=1505)

    assert (till.imitation.books.total("transfer"), till.imitation.books.total("fee")) == (1505, 150)


def test_a_refund_comes_from_whoever_has_the_money(till: Till) -> None:
    reference = till.captured(**connected(till)).reference

    till.ours.refund(reference, 4500, key="rf")

    assert (till.imitation.books.total("transfer"), till.imitation.books.total("fee")) == (0, 0)


def test_a_refund_of_the_sites_own_money_reverses_nothing(till: Till) -> None:
    till.ours.refund(till.captured().reference, 4500, key="rf")

    parameters = till.imitation.books.writes("/refunds")[0].parameters
    assert set(parameters) == {"payment_intent", "amount", "metadata"}


def test_a_destination_that_is_gone_is_a_permanent_error(till: Till) -> None:
    with pytest.raises(PermanentError):
        till.opened(destination="acct_gone", fee_minor=0)
