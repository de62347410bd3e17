"""Rows of the database put together: a series without gaps, and its totals. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.money import Money

Row = Mapping[str, Any]
Figures = dict[str, Any]

COUNTED = ("bookings", "completed", "cancelled", "no_shows", "booked_minutes")
_MOVED = ("captured", "refunded", "lost", "fees")


@dataclass(frozen=True, slots=True)
class Found:
    """Rows by the number of the date they belong to, from 1; and how long was open on each date, if known."""

    bookings: Sequence[Any]
    money: Sequence[Any]
    open_minutes: Sequence[int] | None = None


def series(dates: Sequence[date], found: Found) -> list[Figures]:
    """One entry for each date."""
    counted = {row["day"]: row for row in found.bookings}
    moved: dict[int, list[Row]] = {}
    for row in found.money:
        moved.setdefault(row["day"], []).append(row)
    entries = []
    for number, day in enumerate(dates, start=1):
        of = counted.get(number, {})
        entry: Figures = {"date": day, **{name: of.get(name, 0) for name in COUNTED}}
        if found.open_minutes is not None:
            entry |= _occupied(entry["booked_minutes"], found.open_minutes[number - 1])
        entries.append({**entry, "revenue": revenue(moved.get(number, ()))})
    return entries


def totals(found: Found) -> Figures:
    """Over all dates."""
    sums: Figures = {name: sum(row[name] for row in found.bookings) for name in COUNTED}
    if found.open_minutes is not None:
        sums |= _occupied(sums["booked_minutes"], sum(found.open_minutes))
    return {**sums, "revenue": revenue(found.money)}


def revenue(rows: Iterable[Row]) -> list[Figures]:
    """By currency, in major units; `net` is what the provider keeps of it."""
    sums: dict[str, dict[str, int]] = {}
    for row in rows:
        of = sums.setdefault(row["currency"], dict.fromkeys(_MOVED, 0))
        for name in _MOVED:
            of[name] += row[name]
    return [_in_major(currency, of) for currency, of in sorted(sums.items())]


def _in_major(currency: str, of: Mapping[str, int]) -> Figures:
    minor = {**of, "net": of["captured"] - of["refunded"] - of["lost"] - of["fees"]}
    return {"currency": currency, **{name: Money(value, currency).major for name, value in minor.items()}}


def _occupied(booked: int, open_: int) -> Figures:
    """More than one where bookings stand outside of the hours, which may have changed since."""
    return {"open_minutes": open_, "occupancy": round(booked / open_, 4) if open_ else None}
