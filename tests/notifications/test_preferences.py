"""Opting out by kind and channel, quiet hours, and what was read."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from app.db.session import transaction
from app.notifications import service
from app.notifications.kinds import OPTIONAL
from tests.api import Person, refused_fields
from tests.factories.bookings_rows import a_booking
from tests.people import app, ben, cleo, stranger

__all__ = ["app", "ben", "cleo", "stranger"]
PATH = "/v1/users/me/notification-preferences"


def told(person: Person, count: int) -> list[int]:
    """Account mails owed to somebody."""
    with transaction() as session:
        return [
            service.tell(session, "password_changed", occasion=f"{each}", user_id=person.user_id)[0]
            for each in range(count)
        ]


def unread(person: Person) -> int:
    number: int = person.get("/v1/notifications/unread").get_json()["data"]["unread"]
    return number


def test_everything_is_told_until_somebody_opts_out(ben: Person) -> None:
    data = ben.get(PATH).get_json()["data"]

    assert data["quietHours"] is None
    assert [each["kind"] for each in data["kinds"]] == [kind.value for kind in OPTIONAL]
    assert all(each["email"] and each["inApp"] for each in data["kinds"])


def test_texts_and_notifications_come_for_what_has_a_short_form(ben: Person) -> None:
    data = ben.get(PATH).get_json()["data"]

    ways = {each["kind"]: (each["sms"], each["push"]) for each in data["kinds"]}
    also = {each["kind"]: (each["sms"], each["push"]) for each in data["alwaysMailed"]}
    assert ways["booking_reminder"] == (True, True)
    assert ways["follow_up"] == (False, False)
    assert also["booking_moved"] == (False, True)


def test_texts_are_asked_for_and_taken_back(ben: Person) -> None:
    def texts() -> bool:
        found = ben.get(PATH).get_json()["data"]["alwaysMailed"]
        return next(each["sms"] for each in found if each["kind"] == "booking_moved")

    ben.put(PATH, {"alwaysMailed": [{"kind": "booking_moved", "sms": True}]})
    asked = texts()
    ben.put(PATH, {"alwaysMailed": [{"kind": "booking_moved", "sms": False}]})

    assert (asked, texts()) == (True, False)


def test_one_kind_is_muted_and_the_rest_stays(ben: Person) -> None:
    wish = {"kind": "follow_up", "email": False, "inApp": True, "sms": False, "push": False}

    assert ben.put(PATH, {"kinds": [wish]}).status_code == 200
    ben.put(PATH, {"quietHours": {"from": "22:00", "until": "07:30"}})

    data = ben.get(PATH).get_json()["data"]
    assert wish in data["kinds"]
    assert sum(not each["email"] for each in data["kinds"]) == 1
    assert data["quietHours"] == {"from": "22:00", "until": "07:30"}


def test_choices_are_taken_back(ben: Person) -> None:
    ben.put(PATH, {"kinds": [{"kind": "follow_up", "email": False, "inApp": False}]})
    ben.put(PATH, {"quietHours": {"from": "22:00", "until": "07:30"}})

    back = {"kinds": [{"kind": "follow_up", "email": True, "inApp": True}], "quietHours": None}
    data = ben.put(PATH, back).get_json()["data"]

    assert all(each["email"] and each["inApp"] for each in data["kinds"])
    assert data["quietHours"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kinds": [{"kind": "booking_confirmed", "email": False, "inApp": False}]}, "kinds.0.kind"),
        ({"alwaysMailed": [{"kind": "follow_up", "sms": True}]}, "alwaysMailed.0.kind"),
        ({"alwaysMailed": [{"kind": "booking_moved", "email": False}]}, "alwaysMailed.0.email"),
        ({"kinds": [{"kind": "follow_up", "sms": "yes please"}]}, "kinds.0.sms"),
        ({"quietHours": {"from": "22:00", "until": "22:00"}}, "quietHours.until"),
        ({"quietHours": {"from": "24:00", "until": "07:00"}}, "quietHours.from"),
        ({"quietHours": {"from": "22:00"}}, "quietHours.until"),
    ],
)
def test_what_makes_no_sense_is_refused(ben: Person, body: dict[str, object], field: str) -> None:
    assert refused_fields(ben.put(PATH, body)) == {field}


def test_a_stranger_chooses_nothing(stranger: Person) -> None:
    assert stranger.get(PATH).status_code == 401
    assert stranger.put(PATH, {}).status_code == 401


def test_messages_are_read_one_by_one_and_all_at_once(ben: Person, cleo: Person) -> None:
    first, *_ = told(ben, 3)
    told(cleo, 1)

    assert unread(ben) == 3
    assert ben.post(f"/v1/notifications/{first}/read").status_code == 204
    assert unread(ben) == 2
    assert len(ben.get("/v1/notifications?unread=true").get_json()["data"]) == 2
    assert ben.post("/v1/notifications/read-all").status_code == 204
    assert (unread(ben), unread(cleo)) == (0, 1)


def test_reading_again_keeps_the_first_time(ben: Person) -> None:
    [one] = told(ben, 1)
    ben.post(f"/v1/notifications/{one}/read")
    [before] = ben.get("/v1/notifications").get_json()["data"]

    ben.post(f"/v1/notifications/{one}/read")

    assert ben.get("/v1/notifications").get_json()["data"] == [before]
    assert datetime.fromisoformat(before["readAt"]) <= datetime.now(UTC)


def test_nobody_reads_other_peoples_messages(ben: Person, cleo: Person) -> None:
    [one] = told(ben, 1)

    assert cleo.post(f"/v1/notifications/{one}/read").status_code == 404
    assert unread(ben) == 1


def test_what_can_wait_waits_for_the_end_of_the_quiet_hours(ben: Person) -> None:
    del ben
    booked = a_booking(status="COMPLETED", ben={"timezone": "UTC"})
    now = datetime.now(UTC)
    hours = {"begins": f"{now.hour:02}:00", "ends": f"{(now.hour + 2) % 24:02}:00"}
    with transaction() as session:
        service.change_preferences(session, booked.ben, {"quiet_hours": hours})
        [delivery_id] = service.tell(
            session, "review_invitation", occasion="t", booking_id=booked.booking, version=2
        )

    with transaction() as session:
        due = session.execute(
            text("SELECT run_at FROM tasks WHERE args->>'delivery_id' = :id"), {"id": str(delivery_id)}
        ).scalar_one()
    assert due.hour == (now.hour + 2) % 24
