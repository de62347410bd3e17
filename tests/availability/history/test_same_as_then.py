"""Whatever happens afterwards, the explanation as of a moment is the one that was given at it."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.availability.slots.past import Explained, explain_as_of, explain_now
from app.availability.slots.service import Wanted
from app.kernel.errors import Refusal
from tests.api import execute
from tests.availability.simulation.actions import ACTIONS
from tests.availability.simulation.town import Town, found

STEPS = 120


@dataclass(frozen=True)
class Answer:
    """What was asked at a moment, and the answer: reasons, whom to turn to, what the provider is told."""

    wanted: Wanted
    at: datetime
    moment: datetime
    said: object


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", [3])
def test_the_explanation_as_of_a_moment_is_the_one_given_at_it(app: Flask, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a story, not a secret
    with app.app_context():
        town = found(app, chance, shops=3, clients=6)
        for shop in town.shops:
            shop.desk.changed()
        asked: list[Answer] = []
        for _ in range(STEPS):
            [(_, act)] = chance.choices(ACTIONS, [weight for weight, _ in ACTIONS])
            act(town)
            asked += [_ask(town) for _ in range(4)]

        told = [(answer, _said(answer)) for answer in asked]

    assert [(answer, said) for answer, said in told if said != answer.said] == []
    assert {reason for _, (reasons, *_) in told for reason in reasons} >= {
        "TAKEN",
        "OUTSIDE_HOURS",
        "OFF_GRID",
    }


def _ask(town: Town) -> Answer:
    """Of a time near a booking, or of any; now and then as its provider sees it."""
    shop = town.shop()
    owner = shop.desk.owner.user_id if town.chance.random() < 0.5 else None
    wanted = Wanted(
        provider_id=shop.desk.provider_id, offering_id=town.chance.choice(shop.offerings), viewer=owner
    )
    at = _time(town)
    explained = explain_now(wanted, at)
    return Answer(wanted, at, explained.schedule.now, _told(explained, at))


def _time(town: Town) -> datetime:
    off = timedelta(minutes=town.chance.choice([0, 5, 30, 90]))
    if town.standing and town.chance.random() < 0.7:
        booked = town.chance.choice(town.standing)
        start: datetime = execute("SELECT start_time FROM bookings WHERE id = :id", id=booked.booking_id)
        return start + off
    morning = datetime.combine(town.day(), datetime.min.time(), UTC)
    return morning + timedelta(hours=town.chance.randint(0, 23)) + off


def _said(answer: Answer) -> object:
    try:
        return _told(explain_as_of(answer.wanted, answer.at, answer.moment), answer.at)
    except Refusal as refusal:
        return refusal.details


def _told(explained: Explained, at: datetime) -> object:
    return explained.reasons, explained.schedule.colleague_at(at), explained.against
