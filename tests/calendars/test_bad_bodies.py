"""Bad input names its field; lists cost the same however long they are; keys can be rotated."""

from dataclasses import replace

import pytest

from app import ports
from app.calendars import sealed
from app.calendars.models import Connection
from app.calendars.service.resealing import reseal
from app.db.session import reading, transaction
from app.kernel.sealing import Unreadable
from app.ports import Ports
from tests.api import Person, refused_fields
from tests.calendars.stage import Diary, booked
from tests.counting import statements_counted
from tests.factories.desks import Desk


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"blocks": "perhaps"}, "blocks"),
        ({"receives": 7}, "receives"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_choice_that_is_none_names_its_field(diary: Diary, body: dict[str, object], field: str) -> None:
    answer = diary.owner.put(f"/v1/calendars/{diary.main['id']}", body)

    assert refused_fields(answer) == {field}


def test_closing_needs_a_calendar_that_blocks(diary: Diary) -> None:
    diary.choose(blocks=False)

    answer = diary.owner.put(f"/v1/calendars/{diary.main['id']}", {"closedWhenUnreadable": True})

    assert refused_fields(answer) == {"closedWhenUnreadable"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"moved": "MAYBE", "deleted": "ASK"}, "moved"),
        ({"moved": "ASK", "deleted": "CANCEL"}, "deleted"),
        ({"moved": "ASK"}, "deleted"),
    ],
)
def test_a_rule_that_is_none_names_its_field(
    ada: Person, desk: Desk, body: dict[str, str], field: str
) -> None:
    del desk
    assert refused_fields(ada.put("/v1/calendars/rules", body)) == {field}


def test_rules_are_a_providers(ada: Person, ben: Person, desk: Desk) -> None:
    del desk
    assert ada.get("/v1/calendars/rules").get_json()["data"] == {"moved": "ACCEPT", "deleted": "ASK"}
    assert ben.get("/v1/calendars/rules").status_code == 403


@pytest.mark.parametrize("path", ["connections", "wishes", "conflicts", "feeds", "rules", "kinds"])
def test_nothing_is_told_to_strangers(stranger: Person, path: str) -> None:
    assert stranger.get(f"/v1/calendars/{path}").status_code == 401


def test_lists_cost_the_same_however_long(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    def cost(path: str) -> int:
        with statements_counted() as sent:
            assert ada.get(path).status_code == 200
        return len(sent)

    paths = ("/v1/calendars/connections", "/v1/calendars/conflicts", "/v1/calendars/wishes")
    before = [cost(path) for path in paths]
    for hour in (9, 11, 13):
        booked(ben, desk, desk.at(hour))
        diary.add(f"event-{hour}", desk.at(hour))
    for key in [key for key, kept in diary.events.items() if kept.uid]:
        diary.delete(key)

    assert ada.get(paths[1]).get_json()["pagination"]["total"] == 3
    assert ada.get(paths[2]).get_json()["pagination"]["total"] == 3
    assert [cost(path) for path in paths] == before
    assert max(before) <= 3


def test_credentials_move_under_a_new_secret(diary: Diary, installed: Ports) -> None:
    site = installed.site
    ports.install(replace(installed, site=replace(site, secret=b"n" * 32, previous_secrets=(site.secret,))))

    with transaction() as session:
        batch = reseal(session, after=diary.connection_id - 1)
    assert batch is not None
    assert batch.resealed == 1

    ports.install(replace(installed, site=replace(site, secret=b"n" * 32)))
    with reading() as session:
        kept = session.get_one(Connection, diary.connection_id)
        assert sealed.opened(kept)["account"] == diary.account
    ports.install(installed)
    with reading() as session, pytest.raises(Unreadable):
        sealed.opened(session.get_one(Connection, diary.connection_id))


def test_sealed_credentials_do_not_open_in_another_row(ada: Person, ben: Person, diary: Diary) -> None:
    other = Diary.connected(ben, diary.company)
    with transaction() as session:
        mine = session.get_one(Connection, diary.connection_id)
        session.get_one(Connection, other.connection_id).sealed = mine.sealed

    with reading() as session, pytest.raises(Unreadable):
        sealed.opened(session.get_one(Connection, other.connection_id))
    assert ada.get("/v1/calendars/connections").status_code == 200
    assert ben.get("/v1/calendars/connections").status_code == 200
