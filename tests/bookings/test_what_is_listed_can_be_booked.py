"""The list and the booking never disagree: a long random story at one desk, told the same way each time."""

import random
from datetime import datetime, timedelta

import pytest

from tests.api import Person, execute, join
from tests.bookings.asking import ask, seen
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened
from tests.bookings.working import work_off
from tests.factories.desks import Desk, open_desk

STEPS = 150
STANDING = {"CONFIRMED", "PENDING"}


class Story:
    """Clients who book, pay, move and cancel, and a provider who edits, one after the other."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)  # noqa: S311 - a story, not a secret
        self.people = [join(desk.owner.app, "Ben", "CLIENT") for _ in range(4)]
        self.bookings: list[tuple[Person, int]] = []
        self.booked = 0

    def step(self) -> None:
        deeds = [self.book, self.book, self.book, self.cancel, self.move, self.pay, self.expire, self.edit]
        self.chance.choice(deeds)()
        work_off()

    def slots(self) -> list[datetime]:
        since = self.desk.at(0, day=self.chance.randint(0, 8))
        window = {"from": since.isoformat(), "to": (since + timedelta(days=3)).isoformat()}
        answer = self.desk.owner.get(
            self.desk.slots, query_string={**window, "offeringId": self.desk.offering_id}
        )
        return [datetime.fromisoformat(slot["startTime"]) for slot in answer.get_json()["data"]["slots"]]

    def book(self) -> None:
        if not (slots := self.slots()):
            return
        person, start = self.chance.choice(self.people), self.chance.choice(slots)
        answer = ask(person, self.desk, start)
        assert answer.status_code == 202, (start, answer.text)
        work_off()
        booking_id = answer.get_json()["data"]["id"]
        data = seen(person, booking_id)
        assert data["status"] in STANDING, (start, data)
        assert start not in self.slots_around(start)
        self.bookings.append((person, booking_id))
        self.booked += 1

    def slots_around(self, start: datetime) -> list[datetime]:
        window = {"from": start.isoformat(), "to": (start + timedelta(minutes=1)).isoformat()}
        query = {**window, "offeringId": self.desk.offering_id}
        answer = self.desk.owner.get(self.desk.slots, query_string=query).get_json()
        return [datetime.fromisoformat(slot["startTime"]) for slot in answer["data"]["slots"]]

    def cancel(self) -> None:
        if self.bookings:
            person, booking_id = self.chance.choice(self.bookings)
            assert person.delete(f"/v1/bookings/{booking_id}").status_code in {204, 409}

    def move(self) -> None:
        slots = self.slots()
        standing = [
            (who, number) for who, number in self.bookings if seen(who, number)["step"] in {None, "HELD"}
        ]
        standing = [(who, number) for who, number in standing if seen(who, number)["status"] in STANDING]
        if standing and slots:
            person, booking_id = self.chance.choice(standing)
            body = {"startTime": self.chance.choice(slots).isoformat()}
            answer = person.put(f"/v1/bookings/{booking_id}", body)
            assert answer.status_code == 200, answer.text

    def pay(self) -> None:
        for person, booking_id in self.bookings:
            if seen(person, booking_id)["step"] == "HELD":
                opened(booking_id)
                becomes(booking_id, "CAPTURED")
                return

    def expire(self) -> None:
        for person, booking_id in reversed(self.bookings):
            if seen(person, booking_id)["step"] == "HELD":
                hold_runs_out(booking_id)
                return

    def edit(self) -> None:
        edits = [
            lambda: self.desk.offers(step_minutes=self.chance.choice([15, 20, 30, 60])),
            lambda: self.desk.offers(buffer_after_minutes=self.chance.choice([0, 10, 45])),
            lambda: self.desk.offers(buffer_before_minutes=self.chance.choice([0, 5])),
            lambda: self.desk.offers(notice_minutes=self.chance.choice([0, 90, 3000])),
            lambda: self.desk.opens(*self.chance.choice([(480, 1080), (600, 1440), (1320, 240)])),
            lambda: self.desk.closes_on(self.desk.at(day=self.chance.randint(20, 3000)).date()),
        ]
        self.chance.choice(edits)()


@pytest.mark.parametrize(
    ("seed", "zone", "price"),
    [(1, "Europe/London", 0), (2, "America/New_York", 5000), (3, "Asia/Kathmandu", 5000)],
)
def test_every_fresh_slot_can_be_booked(ada: Person, seed: int, zone: str, price: int) -> None:
    story = Story(open_desk(ada, timezone=zone, price_minor=price), seed)

    for _ in range(STEPS // 3):
        story.step()

    assert story.booked > 10
    assert _overlaps(story.desk) == 0
    assert _promised(story.desk) == _held(story.desk)


def _overlaps(desk: Desk) -> int:
    count: int = execute(
        "SELECT count(*) FROM bookings a JOIN bookings b ON a.provider_id = b.provider_id AND a.id < b.id"
        " AND a.status IN ('CONFIRMED', 'PENDING') AND b.status IN ('CONFIRMED', 'PENDING')"
        " AND tstzrange(a.start_time, a.end_time) && tstzrange(b.start_time, b.end_time)"
        " WHERE a.provider_id = :id",
        id=desk.provider_id,
    )
    return count


def _promised(desk: Desk) -> list[int]:
    return list(
        execute(
            "SELECT coalesce(json_agg(id ORDER BY id), '[]') FROM bookings"
            " WHERE provider_id = :id AND status IN ('CONFIRMED', 'PENDING')",
            id=desk.provider_id,
        )
    )


def _held(desk: Desk) -> list[int]:
    return list(
        execute(
            "SELECT coalesce(json_agg(o.booking_id ORDER BY o.booking_id), '[]') FROM occupancies o"
            " JOIN resources r ON r.id = o.resource_id WHERE r.provider_id = :id",
            id=desk.provider_id,
        )
    )
