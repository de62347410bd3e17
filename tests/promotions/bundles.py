"""Packages: sold by Ada, bought and paid by Ben."""

from dataclasses import dataclass
from typing import Any

from app.db.session import transaction
from app.kernel.ids import public_number
from app.payments import queries as payment_queries
from app.payments.service.changing import change
from app.ports import ports
from app.promotions.service.purchases import hold_purchase, purchase_paid
from tests.api import Person, execute
from tests.factories.desks import Desk

TERMS = {"title": "Five lessons", "credits": 5, "price": 200, "validMonths": 12}


def packages_of(desk: Desk) -> str:
    return f"/v1/providers/{desk.provider_id}/packages"


def sell(desk: Desk, **terms: Any) -> int:
    """Ada sells five lessons for 200 euros, unless said otherwise."""
    answer = desk.owner.post(packages_of(desk), {**TERMS, "offeringId": desk.offering_id, **terms})
    assert answer.status_code == 201, answer.text
    package_id: int = answer.get_json()["data"]["id"]
    return package_id


def buy(person: Person, package_id: int, **headers: str) -> dict[str, Any]:
    answer = person.post(f"/v1/packages/{package_id}/purchases", headers=headers)
    assert answer.status_code == 201, answer.text
    bought: dict[str, Any] = answer.get_json()["data"]
    return bought


def becomes(bought: dict[str, Any], status: str) -> None:
    """The company says how the payment of a purchase stands, and the purchase hears of it."""
    with transaction() as session:
        hold_purchase(session, bought["id"])
        payment = payment_queries.locked(session, bought["paymentId"])
        assert payment is not None
        captured = payment.amount_minor if status in {"CAPTURED", "REFUNDED"} else payment.captured_minor
        reference = payment.company_reference or f"sb_{public_number()}"
        now = ports().clock.now()
        news = {"status": status, "captured_minor": captured, "company_reference": reference}
        purchase_paid(session, change(session, payment, asked_at=now, **news), now=now)


def bought_and_paid(person: Person, desk: Desk, **terms: Any) -> dict[str, Any]:
    bought = buy(person, sell(desk, **terms))
    becomes(bought, "CAPTURED")
    return bought


def held(person: Person, bought: dict[str, Any]) -> dict[str, Any]:
    """The purchase as it stands."""
    answer = person.get(f"/v1/package-purchases/{bought['id']}")
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def left(person: Person, bought: dict[str, Any]) -> tuple[str, int]:
    """Status, and how many credits can be spent."""
    data = held(person, bought)
    return data["status"], data["creditsLeft"]


def by_package(bought: dict[str, Any]) -> dict[str, Any]:
    """What a booking says that a package pays for."""
    return {"payWith": "PACKAGE", "packagePurchaseId": bought["id"]}


def expires(bought: dict[str, Any]) -> None:
    execute(
        "UPDATE package_purchases SET expires_at = now() - interval '1 second' WHERE id = :id",
        id=bought["id"],
    )


@dataclass(frozen=True)
class Owed:
    """How many tasks of a kind stand for a purchase, or for its payment."""

    actor: str

    def of(self, bought: dict[str, Any]) -> int:
        count: int = execute(
            "SELECT count(*) FROM tasks WHERE actor = :actor AND state = 'ready' AND"
            " (args->>'purchase_id' = :purchase OR args->>'payment_id' = :payment)",
            actor=self.actor,
            purchase=str(bought["id"]),
            payment=str(bought["paymentId"]),
        )
        return count
