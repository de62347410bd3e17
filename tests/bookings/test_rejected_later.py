"""A rejection that nobody waits for any more is owed as a mail."""

from app.ports import Ports
from tests.api import Person, execute
from tests.bookings.asking import ask, owed
from tests.bookings.working import worker
from tests.factories.desks import Desk


def test_who_does_not_wait_is_told_later(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]

    assert owed("notifications.tell_rejection", booking_id) == [{"booking_id": booking_id}]


def test_who_waits_in_vain_is_told_later(ben: Person, desk: Desk, installed: Ports) -> None:
    del installed
    answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "wait=0"})
    waited = ben.post("/v1/bookings", desk.wanted(desk.at(12)), headers={"Prefer": "wait=1"})

    for each in (answer, waited):
        assert each.status_code == 202
        assert len(owed("notifications.tell_rejection", each.get_json()["data"]["id"])) == 1


def test_who_got_the_outcome_is_told_nothing_more(ben: Person, desk: Desk) -> None:
    with worker():
        answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "wait=10"})

    assert answer.status_code == 201
    assert owed("notifications.tell_rejection", answer.get_json()["data"]["id"]) == []


def test_a_confirmed_booking_has_its_reminders_planned_and_every_change_plans_anew(
    ben: Person, desk: Desk
) -> None:
    with worker():
        answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "wait=10"})
    booking_id = answer.get_json()["data"]["id"]
    ben.put(f"/v1/bookings/{booking_id}", {"notes": "new"})
    ben.put(f"/v1/bookings/{booking_id}", {"startTime": desk.at(12).isoformat()})

    versions = [args["version"] for args in owed("notifications.schedule_reminders", booking_id)]

    assert versions == [2, 3, 4]
    assert execute("SELECT version FROM bookings WHERE id = :id", id=booking_id) == versions[-1]
