"""PayPal's rules for currencies, both ways."""

import pytest

from app.adapters.payments.paypal import money
from app.kernel.errors import PermanentError
from tests.adapters.payments.paypal.scene import Scene, an_order


@pytest.mark.parametrize(
    ("minor", "currency", "value"),
    [
        (4500, "USD", "45.00"),
        (5, "EUR", "0.05"),
        (4500, "JPY", "4500"),
        (450_000, "HUF", "4500"),
        (450_000, "TWD", "4500"),
        (123_456_789, "GBP", "1234567.89"),
    ],
)
def test_an_amount_is_written_as_paypal_wants_it_and_read_back(minor: int, currency: str, value: str) -> None:
    written = money.amount(minor, currency)

    assert written == {"currency_code": currency, "value": value}
    assert money.minor(written) == minor


@pytest.mark.parametrize(
    ("minor", "currency"),
    [(4500, "KWD"), (4500, "XAU"), (450_050, "HUF"), (4550, "TWD"), (0, "EUR"), (-1, "EUR")],
)
def test_what_paypal_cannot_take_is_never_asked_for(minor: int, currency: str) -> None:
    with pytest.raises(PermanentError):
        money.amount(minor, currency)


@pytest.mark.parametrize(
    "told", [{"currency_code": "EUR", "value": "1.001"}, {"currency_code": "??", "value": "1"}]
)
def test_an_amount_that_cannot_be_is_not_believed(told: dict[str, str]) -> None:
    with pytest.raises(PermanentError):
        money.minor(told)


def test_an_impossible_order_makes_no_call(scene: Scene) -> None:
    for impossible in ({"currency": "KWD"}, {"amount_minor": 0}, {"destination": "acct_ada"}):
        with pytest.raises(PermanentError):
            scene.payments.open_checkout(an_order(**impossible))

    assert scene.server.asked == []


def test_impossible_amounts_of_captures_and_refunds_make_no_call(scene: Scene) -> None:
    authorised, captured = scene.authorised(), scene.captured()
    scene.server.asked.clear()

    with pytest.raises(PermanentError):
        scene.payments.capture(authorised.reference, key="cap:1", amount_minor=4501)
    with pytest.raises(PermanentError):
        scene.payments.refund(captured.reference, -1, key="rf:1")

    assert scene.server.asked == []


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 4500), ("HUF", 450_000), ("USD", 4500)])
def test_a_payment_goes_its_whole_way_in_every_kind_of_currency(
    scene: Scene, currency: str, minor: int
) -> None:
    charge = scene.captured(currency=currency, amount_minor=minor)

    after = scene.payments.refund(charge.reference, minor // 5, key="rf:1")

    assert (after.captured_minor, after.currency) == (minor, currency)
    assert [one.amount_minor for one in after.refunds] == [minor // 5]
