import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from app.db.session import reading
from app.kernel.errors import TransientError
from app.ports import ports
from app.search.service import checking, rebuilding, upkeep
from tests.api import Person, execute
from tests.factories.desks import Desk, open_desk
from tests.search.indexing import work_off
from tests.support.search_index import MemoryIndex


@pytest.fixture
def desk(ada: Person, index: MemoryIndex) -> Desk:
    """A desk that is indexed already."""
    made = open_desk(ada)
    index.write(documents(made))
    index.writes.clear()
    return made


def documents(*desks: Desk) -> list[upkeep.Document]:
    with reading() as session:
        return upkeep.documents(session, [desk.provider_id for desk in desks], now=datetime.now(UTC))


def change(desk: Desk, **values: object) -> None:
    answer = desk.owner.put(f"/v1/providers/{desk.provider_id}", values)
    assert answer.status_code == 200, answer.text


def found(stranger: Person) -> Callable[[], set[int]]:
    return lambda: {one["id"] for one in stranger.get("/v1/providers?size=100").get_json()["data"]}


def test_a_change_reaches_the_index(desk: Desk, index: MemoryIndex) -> None:
    change(desk, bio="Brand new")

    work_off()

    assert index.documents[desk.provider_id].body["bio"] == "Brand new"


def test_a_burst_of_changes_is_one_request(desk: Desk, index: MemoryIndex) -> None:
    for number in range(5):
        change(desk, bio=f"Version {number}")

    work_off()

    assert sum(desk.provider_id in written for written in index.writes) == 1
    assert index.documents[desk.provider_id].body["bio"] == "Version 4"


def test_changes_while_the_index_is_away_are_caught_up_with(desk: Desk, index: MemoryIndex) -> None:
    index.away = True
    change(desk, bio="Meanwhile")
    work_off()
    execute("UPDATE tasks SET run_at = now() WHERE actor = 'search.index' AND state = 'ready'")
    index.away = False
    work_off()
    work_off()

    assert index.documents[desk.provider_id].body["bio"] == "Meanwhile"


def test_without_its_index_a_search_is_answered_and_says_so(
    desk: Desk, index: MemoryIndex, stranger: Person
) -> None:
    change(desk, bio=f"a{desk.provider_id}b")
    index.away = True

    answer = stranger.get("/v1/providers", query_string={"q": f"a{desk.provider_id}b"}).get_json()

    assert [one["id"] for one in answer["data"]] == [desk.provider_id]
    assert answer["degraded"] is True
    assert stranger.get("/v1/providers/autocomplete?q=some").status_code == 200
    assert stranger.get(f"/v1/providers/{desk.provider_id}/similar").status_code == 200


def test_who_is_unpublished_or_gone_vanishes_before_the_index_knows(
    desk: Desk, index: MemoryIndex, stranger: Person, cleo: Person
) -> None:
    other = open_desk(cleo)
    index.write(documents(other))
    execute("UPDATE users SET deleted_at = now() WHERE id = :id", id=cleo.user_id)

    assert found(stranger)() == {desk.provider_id}
    change(desk, published=False)
    assert found(stranger)() == set()
    work_off()
    assert index.documents[desk.provider_id].body["listed"] is False


def test_a_check_finds_what_went_astray_and_has_it_mended(desk: Desk, index: MemoryIndex) -> None:
    execute("UPDATE providers SET bio = 'Behind our back' WHERE id = :id", id=desk.provider_id)

    with reading() as session:
        astray = checking.differing(session, [desk.provider_id], now=datetime.now(UTC))

    assert astray == [desk.provider_id]
    index.write(documents(desk))
    with reading() as session:
        assert checking.differing(session, astray, now=datetime.now(UTC)) == []


def test_a_rebuilt_index_says_what_the_database_says(desk: Desk, index: MemoryIndex) -> None:
    index.documents.clear()
    seen: list[tuple[int, int]] = []

    rebuilding.rebuild(lambda done, total: seen.append((done, total)))

    assert index.documents[desk.provider_id].body["listed"] is True
    assert seen[-1][0] == len(index.documents)


def test_a_rebuild_that_fails_leaves_what_was_in_use(desk: Desk, index: MemoryIndex) -> None:
    before = dict(index.documents)
    index.full = True

    with pytest.raises(TransientError):
        rebuilding.rebuild()

    assert index.documents == before
    assert index.documents[desk.provider_id]


def test_what_changes_during_a_rebuild_is_indexed_after_it(desk: Desk, index: MemoryIndex) -> None:
    rebuilding.rebuild(lambda _done, _total: change(desk, bio="Amid"))
    work_off()

    assert index.documents[desk.provider_id].body["bio"] == "Amid"


def free_on(stranger: Person, start: datetime, minutes: int = 60, **more: str) -> dict[int, list[str]]:
    """Who has something in the hour after `start`, by what a search says."""
    query = {
        "freeOn": start.date().isoformat(),
        "freeAfter": f"{start:%H:%M}",
        "freeFor": minutes,
        "size": 100,
        **more,
    }
    answer = stranger.get("/v1/providers", query_string=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"
    return {
        one["id"]: [slot["startTime"] for slot in one["availability"]["slots"]]
        for one in answer.get_json()["data"]
    }


def test_a_free_time_is_shown_with_its_first_slots(desk: Desk, index: MemoryIndex, stranger: Person) -> None:
    del index
    slots = free_on(stranger, desk.at(16))[desk.provider_id]

    assert slots == [
        f"{desk.at(hour, minute):%Y-%m-%dT%H:%M:%SZ}" for hour, minute in ((16, 0), (16, 30), (17, 0))
    ]


def test_a_taken_time_is_never_found_however_old_the_index_is(
    desk: Desk, index: MemoryIndex, stranger: Person, cleo: Person
) -> None:
    """A seeded life of two providers, of which the index hears nothing at all."""
    desks = [desk, open_desk(cleo)]
    index.write(documents(*desks))
    chance = random.Random(8)  # noqa: S311 - the same life each time
    for _ in range(25):
        someone, hour = chance.choice(desks), chance.randrange(8, 17)
        _take(someone, hour)
        seen = free_on(stranger, desk.at(hour))
        for one in desks:
            assert set(seen.get(one.provider_id, [])) == set(_slots_from(stranger, one, hour)[:3])


def _take(desk: Desk, hour: int) -> None:
    start = desk.at(hour)
    execute(
        "INSERT INTO occupancies (resource_id, during, kind, starts_at)"
        " SELECT id, tstzrange(:start, :end), 'booking', :start FROM resources WHERE provider_id = :id"
        " ON CONFLICT DO NOTHING",
        start=start,
        end=start + timedelta(hours=1),
        id=desk.provider_id,
    )


def _slots_from(stranger: Person, desk: Desk, hour: int) -> list[str]:
    window = {"from": desk.at(hour).isoformat(), "to": desk.at(24).isoformat(), "timezone": "UTC"}
    return [
        one["startTime"] for one in stranger.get(desk.slots, query_string=window).get_json()["data"]["slots"]
    ]


def test_postgres_finds_free_times_by_what_the_upkeep_wrote(ada: Person, stranger: Person) -> None:
    desk = open_desk(ada)
    word = f"indexed{desk.provider_id}"
    desk.owner.put(f"/v1/providers/{desk.provider_id}", {"bio": word})
    work_off()

    assert desk.provider_id in free_on(stranger, desk.at(16), q=word)
    assert desk.provider_id not in free_on(stranger, desk.at(17, 30), minutes=30, q=word)
    assert not ports().search.kept
