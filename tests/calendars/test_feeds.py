"""Secret addresses of one's bookings: for any program, with nothing of other people, and revocable."""

from icalendar import Calendar

from tests.api import Person, refused_fields
from tests.calendars.stage import booked
from tests.factories.desks import Desk


def made(person: Person, **body: str) -> tuple[int, str]:
    answer = person.post("/v1/calendars/feeds", body)
    assert answer.status_code == 201, answer.text
    data = answer.get_json()["data"]
    return data["id"], data["url"].removeprefix("http://bookmytime.test")


def test_a_feed_holds_ones_bookings_on_both_sides(ada: Person, ben: Person, desk: Desk) -> None:
    number = booked(ben, desk, desk.at(10))

    for person in (ada, ben):
        _, path = made(person)
        answer = Person(ada.app).get(path)
        (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
        assert answer.mimetype == "text/calendar"
        assert answer.headers["Cache-Control"] == "no-store"
        assert event["UID"] == f"{number}@bookmytime.test"
        assert (event.start, event.end) == (desk.at(10), desk.at(11))


def test_it_says_nothing_of_other_people(ada: Person, ben: Person, desk: Desk) -> None:
    number = booked(ben, desk, desk.at(10))
    _, path = made(ada, label="my telephone")

    text = Person(ada.app).get(path).text

    assert "Ben" not in text
    assert "@example.com" not in text
    assert f"BK-{number}" in text


def test_cancelled_bookings_leave_it(ada: Person, ben: Person, desk: Desk) -> None:
    number = booked(ben, desk, desk.at(10))
    _, path = made(ada)

    ben.delete(f"/v1/bookings/{number}")

    assert "VEVENT" not in Person(ada.app).get(path).text


def test_a_revoked_address_leads_nowhere(ada: Person, cleo: Person) -> None:
    number, path = made(ada)

    assert cleo.delete(f"/v1/calendars/feeds/{number}").status_code == 404
    assert Person(ada.app).get(path).status_code == 200
    assert ada.delete(f"/v1/calendars/feeds/{number}").status_code == 204
    assert Person(ada.app).get(path).status_code == 404
    assert Person(ada.app).get("/cal/guessed.ics").status_code == 404


def test_the_address_is_told_once(ada: Person) -> None:
    number, path = made(ada, label="my telephone")

    (shown,) = ada.get("/v1/calendars/feeds").get_json()["data"]

    assert (shown["id"], shown["label"], shown["readAt"]) == (number, "my telephone", None)
    assert path.removeprefix("/cal/").removesuffix(".ics") not in str(shown)
    Person(ada.app).get(path)
    assert ada.get("/v1/calendars/feeds").get_json()["data"][0]["readAt"] is not None


def test_ten_feeds_are_enough(ada: Person) -> None:
    for _ in range(10):
        made(ada)

    answer = ada.post("/v1/calendars/feeds", {})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "TOO_MANY_CALENDARS")
    assert refused_fields(ada.post("/v1/calendars/feeds", {"label": "x" * 101})) == {"label"}
