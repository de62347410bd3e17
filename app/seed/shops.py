"""Profiles, offerings and hours of the demo world."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.availability.models import AvailabilityRule, Resource
from app.availability.models import Override as OverrideRow
from app.availability.rules import Override, Terms, Timetable, WeeklyRule, end_minute, span
from app.kernel.money import from_major
from app.kernel.zones import date_of, instant_of
from app.providers.models import Offering, Provider
from app.seed.market import SHOPS, Shop, Thing
from app.seed.people import JOINED
from app.seed.rows import write, write_for_ids


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to book, with its id."""

    offering_id: int
    thing: Thing
    price_minor: int

    @property
    def terms(self) -> Terms:
        return Terms(self.thing.minutes, self.thing.step, self.thing.before, self.thing.after)

    @property
    def due(self) -> bool:
        return self.thing.payment == "NOW" and self.price_minor > 0


@dataclass(frozen=True, slots=True)
class OpenShop:
    """A provider with their ids, their hours and what they offer."""

    shop: Shop
    user_id: int
    provider_id: int
    resource_id: int
    timetable: Timetable
    offers: tuple[Offer, ...]


def open_shops(session: Session, user_ids: Sequence[int], *, now: datetime) -> list[OpenShop]:
    rows = [_profile(shop, user_id, now - JOINED) for shop, user_id in zip(SHOPS, user_ids, strict=True)]
    ids = write_for_ids(session, Provider, rows)
    resources = write_for_ids(session, Resource, [{"provider_id": provider_id} for provider_id in ids])
    offers = _offerings(session, ids)
    timetables = [_timetable(shop, now) for shop in SHOPS]
    _hours(session, ids, timetables)
    return [
        OpenShop(*facts) for facts in zip(SHOPS, user_ids, ids, resources, timetables, offers, strict=True)
    ]


def _profile(shop: Shop, user_id: int, opened: datetime) -> dict[str, Any]:
    city = shop.city
    link = f"https://meet.example.com/{shop.first_name.lower()}" if shop.meeting != "IN_PERSON" else None
    return {
        "user_id": user_id,
        "name": f"{shop.first_name} {shop.last_name}",
        "bio": shop.bio,
        "specializations": list(shop.specializations),
        "languages": list(shop.languages),
        "hourly_rate_minor": from_major(shop.rate, city.currency).minor,
        "currency": city.currency,
        "meeting": shop.meeting,
        "address": f"{shop.street}, {city.name}",
        "city": city.name,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "video_link": link,
        "details": shop.metadata,
        "timezone": city.timezone,
        "cancel_free_hours": shop.free_hours,
        "cancel_late_percent": shop.late_percent,
        "created_at": opened,
        "created_by": user_id,
    }


def _offerings(session: Session, provider_ids: Sequence[int]) -> list[tuple[Offer, ...]]:
    rows, things = [], []
    for shop, provider_id in zip(SHOPS, provider_ids, strict=True):
        for position, thing in enumerate(shop.things):
            things.append((provider_id, thing))
            rows.append(_offering(shop, thing, provider_id, position))
    offers = [
        (provider_id, Offer(offering_id, thing, row["price_minor"]))
        for offering_id, (provider_id, thing), row in zip(
            write_for_ids(session, Offering, rows), things, rows, strict=True
        )
    ]
    return [tuple(offer for owner, offer in offers if owner == provider_id) for provider_id in provider_ids]


def _offering(shop: Shop, thing: Thing, provider_id: int, position: int) -> dict[str, Any]:
    return {
        "provider_id": provider_id,
        "title": thing.title,
        "description": thing.description,
        "duration_minutes": thing.minutes,
        "step_minutes": thing.step,
        "price_minor": from_major(thing.price, shop.city.currency).minor,
        "currency": shop.city.currency,
        "buffer_before_minutes": thing.before,
        "buffer_after_minutes": thing.after,
        "notice_minutes": thing.notice,
        "horizon_days": thing.horizon,
        "needs_approval": thing.needs_approval,
        "payment": thing.payment,
        "position": position,
    }


def _timetable(shop: Shop, now: datetime) -> Timetable:
    today = date_of(shop.city.timezone, instant_of(now))
    weekly = (
        WeeklyRule(day - 1, written.opens, written.closes)
        for hours in shop.hours
        for written in [span(hours.start, hours.end)]
        for day in hours.days
    )
    return Timetable(shop.city.timezone, tuple(weekly), tuple(_overrides(shop, today)))


def _overrides(shop: Shop, today: date) -> Iterable[Override]:
    for override in shop.overrides:
        spans = tuple(span(start, end) for start, end in override.spans)
        yield Override(today + timedelta(days=override.in_days), spans)


def _hours(session: Session, provider_ids: Sequence[int], timetables: Sequence[Timetable]) -> None:
    rules, overrides = [], []
    for shop, provider_id, timetable in zip(SHOPS, provider_ids, timetables, strict=True):
        rules += [
            {"provider_id": provider_id, "day_of_week": rule.weekday + 1}
            | {"start_minute": rule.opens, "end_minute": end_minute(rule.closes)}
            for rule in timetable.weekly
        ]
        overrides += [
            {"provider_id": provider_id, "date": override.date, "reason": written.reason}
            | {"spans": [[part.opens, end_minute(part.closes)] for part in override.spans]}
            for override, written in zip(timetable.overrides, shop.overrides, strict=True)
        ]
    write(session, AvailabilityRule, rules)
    write(session, OverrideRow, overrides)
