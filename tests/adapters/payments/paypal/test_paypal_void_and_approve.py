"""An order cannot be cancelled at PayPal, so it is closed by making authorising impossible: see ADR 13."""

from functools import partial

import pytest

from app.kernel.errors import PermanentError, TransientError
from app.ports.payments import ChargeState
from tests.adapters.payments.paypal.scene import Scene, order_id
from tests.races import at_once
from tests.servers.paypal import orders


def test_who_approves_after_the_void_pays_nothing(scene: Scene) -> None:
    charge = scene.opened()
    scene.payments.void(charge.reference, key="void:1")

    assert scene.approve(charge)  # PayPal's page does not stop anybody
    late = scene.payments.fetch(charge.reference)

    assert late.state is ChargeState.VOIDED
    assert scene.server.books.journal == []
    assert scene.calls("/authorize") == 0


def test_paypal_itself_refuses_to_authorise_what_was_closed(scene: Scene) -> None:
    """Whoever is on the way to authorise, having looked before the void, comes too late as well."""
    charge = scene.approved()
    looked_before = scene.payments._order(order_id(charge))  # noqa: SLF001 - the moment between look and deed
    orders.change(
        scene.server.books, order_id(charge), [{"op": "replace", "path": "/intent", "value": "CAPTURE"}]
    )

    late = scene.payments._settled(looked_before)  # noqa: SLF001

    assert scene.calls("/authorize") == 1
    assert late.state is ChargeState.VOIDED
    assert scene.server.books.journal == []


def test_who_approved_before_the_void_has_paid(scene: Scene) -> None:
    charge = scene.approved()  # and no webhook came

    voided = scene.payments.void(charge.reference, key="void:1")

    assert voided.state is ChargeState.AUTHORIZED
    assert scene.payments.fetch(charge.reference).state is ChargeState.AUTHORIZED


def test_who_approves_between_our_look_and_our_deed_is_one_or_the_other(scene: Scene) -> None:
    for _ in range(10):
        charge = scene.opened()

        _, voided, seen = at_once(
            [
                partial(scene.approve, charge),
                partial(scene.payments.void, charge.reference, key=f"void:{charge.payment_id}"),
                partial(scene.payments.fetch, charge.reference),
            ]
        )
        end = scene.payments.fetch(charge.reference).state

        held = [one.kind for one in scene.server.books.journal if one.order_id == order_id(charge)]
        assert voided.state is end
        assert seen.state in {ChargeState.OPEN, end}
        assert held == (["authorized"] if end is ChargeState.AUTHORIZED else [])


def test_money_reserved_after_all_is_let_go_by_whoever_sees_it(scene: Scene) -> None:
    """Were PayPal ever to authorise a closed order, nobody would capture it, and the next look frees it."""
    charge = scene.opened()
    scene.payments.void(charge.reference, key="void:1")
    scene.approve(charge)
    orders.reserve(scene.server.books, scene.server.books.order(order_id(charge)))

    with pytest.raises(PermanentError):
        scene.payments.capture(charge.reference, key="cap:1")
    seen = scene.payments.fetch(charge.reference)

    assert seen.state is ChargeState.VOIDED
    assert [one.kind for one in scene.server.books.journal] == ["authorized", "released"]


def test_an_order_that_paypal_forgot_is_closed(scene: Scene) -> None:
    charge = scene.opened()
    scene.server.forget(order_id(charge))

    voided = scene.payments.void(charge.reference, key="void:1")

    assert (voided.state, voided.reference) == (ChargeState.VOIDED, charge.reference)
    assert (voided.payment_id, voided.amount_minor, voided.currency) == (charge.payment_id, 4500, "EUR")


def test_to_look_at_an_order_that_paypal_forgot_is_an_error(scene: Scene) -> None:
    """With the wrong account's credentials every order looks forgotten: no reason to call it dead."""
    charge = scene.opened()
    scene.server.forget(order_id(charge))

    with pytest.raises(PermanentError):
        scene.payments.fetch(charge.reference)


def test_a_void_without_an_answer_is_no_void(scene: Scene) -> None:
    charge = scene.opened()
    scene.server.faults.add("error", "PATCH")

    with pytest.raises(TransientError):
        scene.payments.void(charge.reference, key="void:1")

    scene.approve(charge)
    assert scene.payments.fetch(charge.reference).state is ChargeState.AUTHORIZED


def test_a_declined_card_leaves_the_checkout_open_and_may_be_replaced(scene: Scene) -> None:
    charge = scene.approved(card="declined")

    declined = scene.payments.fetch(charge.reference)
    scene.approve(charge)

    assert declined.state is ChargeState.OPEN
    assert scene.payments.fetch(charge.reference).state is ChargeState.AUTHORIZED


def test_a_void_closes_what_was_approved_with_a_declined_card(scene: Scene) -> None:
    charge = scene.approved(card="declined")

    assert scene.payments.void(charge.reference, key="void:1").state is ChargeState.VOIDED


def test_money_under_review_is_waited_for(scene: Scene) -> None:
    charge = scene.approved(card="reviewed")

    assert scene.payments.fetch(charge.reference).state is ChargeState.PROCESSING
    assert scene.payments.void(charge.reference, key="void:1").state is ChargeState.PROCESSING
