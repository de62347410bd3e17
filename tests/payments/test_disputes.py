"""A client's bank takes money back: it is written down, people are told, nothing is refunded beside it."""

from typing import Any

import pytest

from app.db.session import transaction
from app.payments import service
from app.ports.payments import Charge, DisputeState
from tests.factories.payments import payment, row
from tests.payments.stage import Stage, tasks, work


def disputed(site: Stage, payment_id: int, amount_minor: int = 4500) -> Charge:
    charge = site.captured(payment_id)
    site.company.dispute(charge.reference, amount_minor)
    site.hear(charge.reference, event_id=f"evt_disputed_{payment_id}")
    return charge


def decided(site: Stage, charge: Charge, state: DisputeState) -> None:
    site.company.decide(charge.reference, state)
    site.hear(charge.reference, event_id=f"evt_decided_{charge.reference}")


def order_refund(payment_id: int, amount_minor: int = 4500) -> bool:
    with transaction() as session:
        booking_id = row(payment_id).booking_id
        return service.order_refund(session, booking_id, amount_minor, reason="cancelled") is not None


def refund(site: Stage, payment_id: int, **body: Any) -> Any:
    path, sent = f"/v1/payments/{payment_id}/refund", {"reason": "Sorry.", **body}
    return site.call("POST", path, by=site.people.ada, role="PROVIDER", json=sent)


def test_a_dispute_marks_its_payment_and_tells_the_provider_once(site: Stage) -> None:
    owed = payment(site.people)
    charge = disputed(site, owed)

    site.hear(charge.reference, event_id="evt_again")

    shown = site.call("GET", f"/v1/payments/{owed}", by=site.people.ben).json["data"]
    assert (shown["status"], row(owed).attention) == ("DISPUTED", "DISPUTED")
    assert [(one["amount"], one["status"]) for one in shown["disputes"]] == [(45.0, "OPEN")]
    assert tasks("notifications.tell") == 1


def test_while_a_dispute_is_open_a_refund_is_refused_and_nobody_is_asked(site: Stage) -> None:
    owed = payment(site.people)
    disputed(site, owed)
    site.company.asked.clear()

    answer = refund(site, owed, amount=1)
    work()

    assert (answer.status_code, answer.json["error"]["code"]) == (409, "PAYMENT_DISPUTED")
    assert (order_refund(owed), site.company.asked) == (False, [])


def test_a_dispute_that_is_won_makes_all_as_it_was(site: Stage) -> None:
    owed = payment(site.people)
    charge = disputed(site, owed)

    decided(site, charge, DisputeState.WON)

    made = row(owed)
    assert (made.status, made.lost_minor, made.attention) == ("CAPTURED", 0, None)
    assert refund(site, owed).status_code == 202


def test_a_dispute_that_is_lost_leaves_nothing_to_refund(site: Stage) -> None:
    owed = payment(site.people)
    charge = disputed(site, owed)

    decided(site, charge, DisputeState.LOST)

    made = row(owed)
    assert (made.status, made.lost_minor, made.attention) == ("LOST", 4500, "DISPUTE_LOST")
    assert refund(site, owed).json["error"]["code"] == "NOTHING_TO_REFUND"


def test_what_a_partly_lost_dispute_left_can_still_be_refunded(site: Stage) -> None:
    owed = payment(site.people)
    decided(site, disputed(site, owed, 4000), DisputeState.LOST)

    assert refund(site, owed, amount=5.01).status_code == 400
    assert refund(site, owed, amount=5).status_code == 202
    work()
    assert (row(owed).status, row(owed).refunded_minor) == ("LOST", 500)


@pytest.mark.parametrize(("state", "refunded"), [(DisputeState.WON, 4500), (DisputeState.LOST, 0)])
def test_a_refund_owed_before_a_dispute_waits_for_the_bank(
    site: Stage, state: DisputeState, refunded: int
) -> None:
    owed = payment(site.people)
    charge = site.captured(owed)
    assert order_refund(owed)
    site.company.dispute(charge.reference, 4500)
    with transaction() as session:
        charge = site.company.fetch(charge.reference)
        service.record(session, charge, company=site.company.name, now=row(owed).created_at)
    work()
    assert site.company.of_payment(owed).refunds == ()

    decided(site, charge, state)

    assert row(owed).refunded_minor == refunded


def test_administrators_see_what_needs_a_decision_and_nobody_else_does(site: Stage) -> None:
    owed, calm = payment(site.people), payment(site.people)
    disputed(site, owed)
    path = "/v1/admin/payments?attention=true&size=100"

    listed = site.call("GET", path, by=site.people.admin, role="ADMIN").json["data"]

    mine = [one for one in listed if one["id"] in {owed, calm}]
    assert [(one["id"], one["attention"], one["company"]) for one in mine] == [(owed, "DISPUTED", "memory")]
    everything = site.call("GET", "/v1/admin/payments?size=2", by=site.people.admin, role="ADMIN").json
    assert everything["pagination"]["total"] >= 2
    for role in ("CLIENT", "PROVIDER"):
        assert site.call("GET", path, by=site.people.cleo, role=role).status_code == 403
