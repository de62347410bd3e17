"""The imitation's checkout page, clicked as a browser would."""

import pytest

from tests.adapters.payments.stripe.shop import Shop, browse
from tests.servers.stripe.buttons import DECLINED, GOOD, SECURE


def test_the_page_says_what_and_how_much(shop: Shop) -> None:
    page = browse("GET", shop.open(shop.owed(description="Piano <Lesson>"))).data.decode()

    assert "Piano &lt;Lesson&gt;" in page
    assert "4500 USD" in page
    assert ">Pay</button>" in page


def test_paying_leads_back_to_the_site_and_once_only(shop: Shop) -> None:
    address = shop.open(shop.owed())

    first = shop.press(address, action="pay", number=GOOD)
    again = shop.press(address, action="pay", number=GOOD)

    assert (first.status, again.status) == (303, 200)
    assert "closed" in again.data.decode()


def test_a_declined_card_may_be_followed_by_a_good_one(shop: Shop) -> None:
    address = shop.open(shop.owed())

    declined = shop.press(address, action="pay", number="4000 0000 0000 0002")
    paid = shop.press(address, action="pay", number=GOOD)

    assert "declined" in declined.data.decode()
    assert (declined.status, paid.status) == (200, 303)


@pytest.mark.parametrize(("answer", "status"), [("prove", 303), ("fail", 200)])
def test_the_bank_asks_for_a_proof(shop: Shop, answer: str, status: int) -> None:
    address = shop.open(shop.owed())

    asked = shop.press(address, action="pay", number=SECURE)
    decided = shop.press(address, action=answer)

    assert "is it you" in asked.data.decode()
    assert decided.status == status


def test_a_checkout_that_does_not_exist_is_a_page(shop: Shop) -> None:
    unknown = f"{shop.till.imitation.site}/c/pay/cs_test_unknown"

    assert browse("GET", unknown).status == 404
    assert shop.press(unknown, action="pay", number=DECLINED).status == 404
