"""What PayPal knows beside the order: disputes, transactions, things made at PayPal by hand."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from urllib3 import PoolManager

from app.adapters.payments.paypal.reporting import WINDOW
from app.kernel.errors import PermanentError
from app.ports.payments import ChargeState, DisputeState
from tests.adapters.payments.paypal.scene import Scene, order_id
from tests.servers.paypal import payments as their_payments
from tests.servers.paypal.books import Json


def test_a_dispute_stands_in_the_charge_until_it_is_resolved(scene: Scene) -> None:
    charge = scene.captured()
    dispute = scene.server.dispute(scene.capture_id(charge), "10.00")

    found = scene.payments.fetch(charge.reference).disputes

    assert [(one.reference, one.amount_minor, one.state) for one in found] == [
        (dispute, 1000, DisputeState.OPEN)
    ]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("RESOLVED_BUYER_FAVOUR", DisputeState.LOST),
        ("ACCEPTED", DisputeState.LOST),
        ("RESOLVED_SELLER_FAVOUR", DisputeState.WON),
        ("RESOLVED_WITH_PAYOUT", DisputeState.WON),
        ("CANCELED_BY_BUYER", DisputeState.WON),
        ("NONE", DisputeState.OPEN),
    ],
)
def test_a_resolved_dispute_is_won_or_lost(scene: Scene, outcome: str, state: DisputeState) -> None:
    charge = scene.captured()
    scene.server.resolve(scene.server.dispute(scene.capture_id(charge)), outcome)

    assert [one.state for one in scene.payments.fetch(charge.reference).disputes] == [state]


def test_nothing_is_refunded_while_it_is_disputed(scene: Scene) -> None:
    charge = scene.captured()
    scene.server.dispute(scene.capture_id(charge))

    with pytest.raises(PermanentError, match="TRANSACTION_DISPUTED"):
        scene.payments.refund(charge.reference, 100, key="rf:1")


def test_a_refund_made_at_paypal_is_seen_and_has_no_key(scene: Scene) -> None:
    charge = scene.captured()
    amount = {"currency_code": "EUR", "value": "5.00"}
    their_payments.refund(scene.server.books, scene.capture_id(charge), {"amount": amount})

    assert [(one.key, one.amount_minor) for one in scene.payments.fetch(charge.reference).refunds] == [
        (None, 500)
    ]


def test_what_was_authorised_or_captured_is_listed_over_months(scene: Scene) -> None:
    authorised, captured = scene.authorised(), scene.captured()

    found = {charge.reference: charge.state for charge in scene.payments.recent(_ago(WINDOW * 3))}

    assert found[authorised.reference] is ChargeState.AUTHORIZED
    assert found[captured.reference] is ChargeState.CAPTURED
    assert scene.calls("GET /v1/reporting") == 4  # never more than 31 days at a time


def test_paypals_list_is_hours_late(scene: Scene) -> None:
    scene.captured()
    scene.server.reporting_delay = timedelta(hours=3)

    assert list(scene.payments.recent(_ago(timedelta(days=1)))) == []


def test_what_others_sold_through_the_same_account_is_passed_over(scene: Scene) -> None:
    ours = scene.captured()
    theirs = scene.captured()
    _, entry = (one for one in scene.server.books.journal if one.order_id == order_id(theirs))
    _unit(scene, order_id(theirs))["custom_id"] = "invoice 7"

    found = [charge.reference for charge in scene.payments.recent(_ago(timedelta(hours=1)))]

    assert (found, entry.kind) == ([ours.reference], "captured")


def test_an_order_that_is_none_of_ours_is_never_authorised(scene: Scene) -> None:
    charge = scene.approved()
    del _unit(scene, order_id(charge))["custom_id"]

    with pytest.raises(PermanentError, match="not an order of ours"):
        scene.payments.fetch(f"orders/{order_id(charge)}")
    assert scene.server.books.journal == []


@pytest.mark.parametrize("reference", ["", "../x", "orders/../x", "A~1~1EUR/..", "captures/", "refunds/1"])
def test_a_reference_that_we_never_gave_makes_no_call(scene: Scene, reference: str) -> None:
    with pytest.raises(PermanentError):
        scene.payments.fetch(reference)
    assert scene.server.asked == []


def test_a_part_that_was_captured_stands_in_paypals_own_log(scene: Scene) -> None:
    reference = scene.authorised().reference

    scene.payments.capture(reference, key="cap:1", amount_minor=1500)

    assert scene.server.books.total("captured") == Decimal("15.00")


def test_a_browser_can_click_through_the_page(scene: Scene) -> None:
    charge = scene.opened(description="Piano <Lesson>")
    assert charge.checkout_url is not None
    browser = PoolManager(retries=False)

    page = browser.request("GET", charge.checkout_url).data.decode()
    cancelled = _press(browser, charge.checkout_url, "cancel")
    still_open = scene.payments.fetch(charge.reference).state
    paid = _press(browser, charge.checkout_url, "good")

    assert "Piano &lt;Lesson&gt;" in page
    assert "45.00 EUR" in page
    assert cancelled.startswith("https://book.example/unpaid?token=")
    assert paid.startswith("https://book.example/done?token=")
    assert still_open is ChargeState.OPEN
    assert scene.payments.fetch(charge.reference).state is ChargeState.AUTHORIZED


def _press(browser: PoolManager, page: str, button: str) -> str:
    answer = browser.request_encode_body(
        "POST", page, fields={"action": button}, encode_multipart=False, redirect=False
    )
    assert answer.status == 303
    return str(answer.headers["Location"])


def _unit(scene: Scene, order: str) -> Json:
    unit: Json = scene.server.books.order(order)["purchase_units"][0]
    return unit


def _ago(span: timedelta) -> datetime:
    return datetime.now(UTC) - span
