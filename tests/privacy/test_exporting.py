import io
import json
import uuid
import zipfile
from typing import Any

from tests.api import Person, execute
from tests.bookings.asking import book
from tests.factories.desks import Desk
from tests.privacy.doing import work_off

PATH = "/v1/users/me/exports"


def ask(person: Person) -> str:
    answer = person.post(PATH)
    assert answer.status_code == 202, answer.text
    data = answer.get_json()["data"]
    assert answer.headers["Location"] == f"{PATH}/{data['id']}"
    return str(data["id"])


def opened(person: Person, export_id: str) -> tuple[dict[str, Any], str]:
    answer = person.get(f"{PATH}/{export_id}/file")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/zip"
    assert answer.headers["Cache-Control"] == "private, no-store"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert sorted(archive.namelist()) == ["bookings.ics", "data.json"]
    return json.loads(archive.read("data.json")), archive.read("bookings.ics").decode()


def test_all_of_ones_own_data_is_one_file(ben: Person, cleo: Person, desk: Desk) -> None:
    mine = book(ben, desk, desk.at(9), notes="My knee hurts.")
    book(cleo, desk, desk.at(11), notes="Nobody else's business.")
    export_id = ask(ben)
    assert ben.get(f"{PATH}/{export_id}").get_json()["data"]["status"] == "ASKED"

    work_off()

    shown = ben.get(PATH).get_json()["data"]
    assert [(one["id"], one["status"]) for one in shown] == [(export_id, "READY")]
    data, calendar = opened(ben, export_id)
    assert [(each["id"], each["notes"]) for each in data["bookings"]] == [(mine, "My knee hurts.")]
    assert data["users"][0]["first_name"] == "Ben"
    assert "password_hash" not in data["users"][0]
    assert "Nobody else" not in json.dumps(data)
    assert calendar.count("BEGIN:VEVENT") == 1
    told = execute("SELECT count(*) FROM tasks WHERE args->>'kind' = 'data_export_ready'")
    assert told >= 1


def test_a_provider_gets_what_they_offer_and_who_booked(ada: Person, ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(9))
    export_id = ask(ada)

    work_off()

    data, _ = opened(ada, export_id)
    assert [each["id"] for each in data["providers"]] == [desk.provider_id]
    assert [each["id"] for each in data["offerings"]] == [desk.offering_id]
    assert [each["id"] for each in data["bookings"]] == [booking_id]
    assert data["availability"]


def test_an_export_is_its_owners_alone(ben: Person, cleo: Person) -> None:
    export_id = ask(ben)
    work_off()

    for path in (f"{PATH}/{export_id}", f"{PATH}/{export_id}/file", f"{PATH}/{uuid.uuid4()}"):
        assert cleo.get(path).status_code == 404
    assert cleo.get(PATH).get_json()["data"] == []


def test_who_asks_again_meanwhile_gets_the_same(ben: Person) -> None:
    assert ask(ben) == ask(ben)


def test_there_are_five_a_day(ben: Person) -> None:
    for _ in range(5):
        ask(ben)
        work_off()

    assert ben.post(PATH).status_code == 409


def test_the_file_cannot_be_fetched_before_it_is_written_or_after_a_day(ben: Person) -> None:
    export_id = ask(ben)
    assert ben.get(f"{PATH}/{export_id}/file").status_code == 409
    work_off()
    execute("UPDATE tasks SET run_at = now() WHERE actor = 'privacy.drop_export'")

    work_off()

    assert ben.get(f"{PATH}/{export_id}").get_json()["data"]["status"] == "GONE"
    assert ben.get(f"{PATH}/{export_id}/file").status_code == 409
    assert execute("SELECT file IS NULL FROM data_exports WHERE id = :id", id=export_id)


def test_nothing_is_written_for_an_account_that_went_meanwhile(ben: Person) -> None:
    export_id = ask(ben)
    execute("UPDATE users SET deleted_at = now() WHERE id = :id", id=ben.user_id)

    work_off()

    assert execute("SELECT status FROM data_exports WHERE id = :id", id=export_id) == "GONE"
