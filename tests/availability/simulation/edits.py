"""What a provider changes: terms, hours, single dates, time off, trips, holidays, schedules, pace."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.api import execute
from tests.availability.simulation.town import ZONES, Shop, Town, rules
from tests.factories.desks import update

HOURS = [(480, 1080), (600, 1440), (1320, 240), (0, 1440), (550, 1015)]


def edit(town: Town, shop: Shop) -> None:
    """One change, by chance."""
    town.chance.choice(EDITS)(town, shop)


def _terms(town: Town, shop: Shop) -> None:
    update("offerings", town.chance.choice(shop.offerings), **rules(town.chance))
    shop.desk.changed()


def _hours(town: Town, shop: Shop) -> None:
    shop.desk.opens(*town.chance.choice(HOURS))


def _date(town: Town, shop: Shop) -> None:
    spans = town.chance.choice([[], [[600, 720]], [[540, 600], [1320, 120]]])
    execute(
        "INSERT INTO availability_overrides (provider_id, date, spans) VALUES (:id, :day, :spans)"
        " ON CONFLICT DO NOTHING",
        id=shop.desk.provider_id,
        day=town.day(),
        spans=json.dumps(spans),
    )
    shop.desk.changed()


def _pace(town: Town, shop: Shop) -> None:
    limits = [{"period": "WEEK", "count": town.chance.randint(5, 30), "minutes": None}]
    body = {"restMinutes": town.chance.choice([0, 0, 10, 45]), "limits": town.chance.choice([[], limits])}
    _put(shop, "pace", body)


def _trips(town: Town, shop: Shop) -> None:
    first = town.day()
    last = first + timedelta(days=town.chance.randint(0, 20))
    trip = {"firstDate": str(first), "lastDate": str(last), "timezone": town.chance.choice(ZONES)}
    _put(shop, "trips", {"trips": [trip]})


def _holidays(town: Town, shop: Shop) -> None:
    country = town.chance.choice([None, "GB", "DE", "NZ"])
    _put(shop, "holidays", {"country": country})


def _schedule(town: Town, shop: Shop) -> None:
    """Some evenings for one of the offerings, or the standard hours again."""
    offering_id = town.chance.choice(shop.offerings)
    followed = execute("SELECT schedule_id FROM offerings WHERE id = :id", id=offering_id)
    if followed is None:
        followed = execute(
            "INSERT INTO schedules (provider_id, name) VALUES (:id, 'Evenings ' || :offering) RETURNING id",
            id=shop.desk.provider_id,
            offering=f"{offering_id}-{town.chance.random()}",
        )
        execute(
            "INSERT INTO availability (provider_id, schedule_id, day_of_week, start_minute, end_minute)"
            " SELECT :id, :schedule, day, 1020, 1320 FROM generate_series(1, 5) AS day",
            id=shop.desk.provider_id,
            schedule=followed,
        )
    else:
        followed = None
    update("offerings", offering_id, schedule_id=followed)
    shop.desk.changed()


def _time_off(town: Town, shop: Shop) -> None:
    since = shop.desk.at(town.chance.randint(0, 23), day=town.chance.randint(4, 350))
    body = {
        "startTime": since.isoformat(),
        "endTime": (since + timedelta(hours=town.chance.choice([2, 9, 50]))).isoformat(),
    }
    answer = shop.desk.owner.post(f"/v1/providers/{shop.desk.provider_id}/time-off", body)
    assert answer.status_code == 201, answer.text
    if town.chance.random() < 0.4:
        assert shop.desk.owner.delete(answer.headers["Location"]).status_code == 204


def _put(shop: Shop, what: str, body: dict[str, Any]) -> None:
    answer = shop.desk.owner.put(f"/v1/providers/{shop.desk.provider_id}/{what}", body)
    assert answer.status_code == 200, answer.text


EDITS: list[Callable[[Town, Shop], None]] = [
    _terms,
    _terms,
    _hours,
    _date,
    _date,
    _pace,
    _trips,
    _holidays,
    _schedule,
    _time_off,
]
