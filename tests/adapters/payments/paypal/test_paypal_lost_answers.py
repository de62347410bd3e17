"""The effect is there and the answer is not: the same call with the same key ends well, and once."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.adapters.payments.paypal import PayPalPayments
from app.kernel.errors import TransientError
from app.ports.payments import Charge, ChargeState
from tests.adapters.payments.paypal.scene import Scene, an_order

Call = Callable[[PayPalPayments, str], Charge]

CAPTURE: Call = lambda payments, reference: payments.capture(reference, key="cap:1")  # noqa: E731 - a table
RELEASE: Call = lambda payments, reference: payments.release(reference, key="release:1")  # noqa: E731
REFUND: Call = lambda payments, reference: payments.refund(reference, 1000, key="rf:1")  # noqa: E731
VOID: Call = lambda payments, reference: payments.void(reference, key="void:1")  # noqa: E731
FETCH: Call = lambda payments, reference: payments.fetch(reference)  # noqa: E731

ENDS = {
    (): ChargeState.VOIDED,
    ("authorized",): ChargeState.AUTHORIZED,
    ("authorized", "captured"): ChargeState.CAPTURED,
    ("authorized", "released"): ChargeState.VOIDED,
    ("authorized", "captured", "refunded"): ChargeState.CAPTURED,
}


@pytest.mark.parametrize("fault", ["cut", "broken"])
@pytest.mark.parametrize(
    ("begin", "where", "call", "moved"),
    [
        (Scene.approved, "POST .*/authorize$", FETCH, ["authorized"]),
        (Scene.authorised, "POST .*/capture$", CAPTURE, ["authorized", "captured"]),
        (Scene.authorised, "POST .*/void$", RELEASE, ["authorized", "released"]),
        (Scene.captured, "POST .*/refund$", REFUND, ["authorized", "captured", "refunded"]),
        (Scene.opened, "PATCH", VOID, []),
    ],
    ids=["authorize", "capture", "release", "refund", "void"],
)
def test_a_lost_answer_is_asked_for_again(
    scene: Scene, fault: str, begin: Callable[[Scene], Charge], where: str, call: Call, *, moved: list[str]
) -> None:
    reference = begin(scene).reference
    scene.server.faults.add(fault, where)

    with pytest.raises(TransientError):
        call(scene.payments, reference)
    charge = call(scene.payments, reference)

    assert [entry.kind for entry in scene.server.books.journal] == moved
    assert charge.state is ENDS[tuple(moved)]


def test_an_order_whose_answer_was_lost_is_not_made_twice(scene: Scene) -> None:
    order = an_order()
    scene.server.faults.add("cut", "POST /v2/checkout/orders$")

    with pytest.raises(TransientError):
        scene.payments.open_checkout(order)
    scene.payments.open_checkout(order)

    assert len(scene.server.books.orders) == 1


def test_a_refund_is_not_made_twice_even_when_paypal_forgot_the_key(scene: Scene) -> None:
    reference = scene.captured().reference
    scene.payments.refund(reference, 1000, key="rf:7")
    scene.server.repeats.forget()  # after 45 days

    charge = scene.payments.refund(reference, 1000, key="rf:7")

    assert [one.key for one in charge.refunds] == ["rf:7"]
    assert scene.server.books.total("refunded") == Decimal("10.00")


def test_what_was_captured_is_not_captured_again_when_paypal_forgot_the_key(scene: Scene) -> None:
    charge = scene.captured(amount_minor=1234)
    scene.server.repeats.forget()

    scene.payments.capture(charge.reference, key="cap:another")

    assert scene.server.books.total("captured") == Decimal("12.34")
