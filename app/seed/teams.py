"""A class with a room of its own, and a small team, in turn and all together: Ada's."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.money import from_major
from app.providers.models import Offering, OfferingHost, OfferingNeed, Resource
from app.seed.rows import write, write_for_ids
from app.seed.shops import OpenShop

CLASS: dict[str, Any] = {
    "title": "Problem-solving class",
    "description": "Eight at one table, one problem at a time.",
    "duration_minutes": 90,
    "price": 15,
    "seats": 8,
    "needs_count": 1,
}
CALL: dict[str, Any] = {
    "title": "Which tutor suits me?",
    "description": "A quarter of an hour with whoever of the team is free.",
    "duration_minutes": 15,
    "price": 0,
    "assignment": "ROUND_ROBIN",
}
PANEL: dict[str, Any] = {
    "title": "Mock interview before a panel",
    "description": "All of the team ask, and tell you afterwards.",
    "duration_minutes": 60,
    "price": 120,
    "assignment": "COLLECTIVE",
}
ROOMS = ("Study room", "Library corner")
FIRST_POSITION = 10
TEAM = 3


def gather(session: Session, shops: Sequence[OpenShop], *, now: datetime) -> None:
    """The first shop is the owner's; the next ones of its country have agreed to join."""
    ada = shops[0]
    rooms = write_for_ids(
        session,
        Resource,
        [{"provider_id": ada.provider_id, "kind": "room", "name": name} for name in ROOMS],
    )
    group, *served = write_for_ids(session, Offering, list(_offerings(ada)))
    needs = enumerate(rooms)
    write(
        session,
        OfferingNeed,
        [{"offering_id": group, "position": 0, "resource_id": room, "place": place} for place, room in needs],
    )
    team = [shop for shop in shops if shop.timetable.zone == ada.timetable.zone][:TEAM]
    write(session, OfferingHost, [_host(offering, shop, now) for offering in served for shop in team])


def _offerings(ada: OpenShop) -> Iterator[dict[str, Any]]:
    """Each with all of the columns, since they are written together."""
    usual = {"seats": 1, "needs_count": 0, "assignment": "OWNER"}
    currency = ada.shop.city.currency
    for position, written in enumerate((CLASS, CALL, PANEL), start=FIRST_POSITION):
        columns = {**usual, **written}
        yield columns | {
            "provider_id": ada.provider_id,
            "step_minutes": min(columns["duration_minutes"], 30),
            "price_minor": from_major(columns.pop("price"), currency).minor,
            "currency": currency,
            "payment": "LATER",
            "position": position,
        }


def _host(offering_id: int, shop: OpenShop, now: datetime) -> dict[str, Any]:
    return {
        "offering_id": offering_id,
        "provider_id": shop.provider_id,
        "accepted_at": now,
        "created_by": shop.user_id,
    }
