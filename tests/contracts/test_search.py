"""What every search adapter answers, on the same providers: PostgreSQL, and a real OpenSearch."""

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.adapters.search.opensearch import OpenSearchSearch
from app.adapters.search.postgres import PostgresSearch
from app.db.session import reading, transaction
from app.kernel.errors import TransientError
from app.ports.search import Document, Free, Like, Near, Query, Search, Word
from app.providers import wording
from app.search.service import upkeep
from app.search.service.remembering import remember
from tests.factories.installed import installed
from tests.factories.market import Market, market

SORTS = ("relevance", "rating", "price", "name", "nextAvailable")


@dataclass(frozen=True)
class World:
    """Twenty providers whom a mark sets apart from all others, and both adapters that know them."""

    market: Market
    postgres: Search
    opensearch: OpenSearchSearch
    ids: list[int] = field(default_factory=list)

    def ask(self, adapter: Search, **query: Any) -> list[int]:
        wanted = Query(**{"size": 100, "words": (Word(self.market.mark),), **query})
        return [hit.provider_id for hit in adapter.find(wanted).hits]

    def both(self, **query: Any) -> list[int]:
        """What both found, which has to be the same."""
        first, second = self.ask(self.postgres, **query), self.ask(self.opensearch, **query)
        assert sorted(first) == sorted(second)
        return second

    def names(self, found: list[int]) -> list[str]:
        return [self.market.names[number] for number in found]


@pytest.fixture(scope="module")
def world(database_url: str, opensearch_url: str) -> Iterator[World]:
    with installed(database_url):
        shops = market()
        with transaction() as session:
            wording.rewrite(session, list(shops.names))
        with reading() as session:
            made = upkeep.documents(session, list(shops.names), now=datetime.now(UTC))
        with transaction() as session:
            remember(session, made)
        index = OpenSearchSearch(opensearch_url, alias=f"t{uuid.uuid4().hex}", patience=20)
        building = index.build()
        building.add(made)
        building.swap()
        yield World(shops, PostgresSearch(), index, list(shops.names))


@pytest.fixture(autouse=True)
def in_place(world: World, database_url: str) -> Iterator[None]:
    """What a process has one of is put back after each test; the world outlives it."""
    del world
    with installed(database_url):
        yield


@pytest.fixture(params=["postgres", "opensearch"])
def adapter(request: pytest.FixtureRequest, world: World) -> Search:
    chosen: Search = getattr(world, request.param)
    return chosen


def test_a_word_is_found_in_names_skills_offerings_and_texts(adapter: Search, world: World) -> None:
    def found(word: str) -> set[str]:
        return set(world.names(world.ask(adapter, words=(Word(world.market.mark), Word(word)))))

    assert found("zoe") == {"Zoë Barber"}
    assert found("pia") == {"Paul Piano", "Petra Piano"}
    assert found("sonata") == {"Paul Piano"}
    assert found("gentle") == {"Zoë Barber"}
    assert found("nonsense") == set()


def test_a_stem_finds_its_word_in_another_form(adapter: Search, world: World) -> None:
    found = world.ask(adapter, words=(Word(world.market.mark), Word("pianos")))

    assert set(world.names(found)) == {"Paul Piano", "Petra Piano"}


def test_another_word_may_stand_in_a_words_place(adapter: Search, world: World) -> None:
    found = world.ask(adapter, words=(Word(world.market.mark), Word("hairdreser", ("barber",))))

    assert set(world.names(found)) == {"Zoë Barber", "Tom Tax"}


def test_a_name_weighs_more_than_a_text(adapter: Search, world: World) -> None:
    found = world.ask(adapter, words=(Word(world.market.mark), Word("barber")), sort="relevance")

    assert world.names(found)[0] == "Zoë Barber"


@pytest.mark.parametrize(
    "signs", ["AND", "OR", "*", "/.*/", "name:zoe", "(", '"', "zoe~2", "\\", "{", "'; drop", "a" * 200]
)
def test_signs_of_a_query_language_mean_nothing(world: World, signs: str) -> None:
    assert world.ask(world.opensearch, words=(Word(world.market.mark), Word(signs))) == []


def test_pages_follow_each_other_without_gap_or_repetition(adapter: Search, world: World) -> None:
    whole = world.ask(adapter, sort="price")
    pages = [world.ask(adapter, sort="price", offset=offset, size=7) for offset in range(0, len(whole), 7)]

    assert list(itertools.chain(*pages)) == whole
    assert len(whole) == len(world.ids)


@pytest.mark.parametrize("sort", SORTS[1:])
def test_both_sort_alike(world: World, sort: str) -> None:
    assert world.ask(world.postgres, sort=sort) == world.ask(world.opensearch, sort=sort)


def test_both_measure_the_same_distance(world: World) -> None:
    near = Query(words=(Word(world.market.mark),), near=Near(52.5, 13.4), sort="distance", size=100)
    ours, theirs = world.postgres.find(near).hits, world.opensearch.find(near).hits

    assert [hit.provider_id for hit in ours] == [hit.provider_id for hit in theirs]
    known = [hit.distance_km for hit in ours if hit.distance_km is not None]
    assert known == pytest.approx(
        [hit.distance_km for hit in theirs if hit.distance_km is not None], rel=1e-4
    )
    assert 0 < len(known) < len(ours)


def test_both_count_the_same_facets(world: World) -> None:
    query = Query(words=(Word(world.market.mark),), size=1)
    ours, theirs = world.postgres.find(query), world.opensearch.find(query)

    assert ours.facets == theirs.facets
    assert ours.total == theirs.total == len(world.ids)
    assert sum(ours.facets["meeting"].values()) > ours.total


queries = st.fixed_dictionaries(
    {},
    optional={
        "specialization": st.sampled_from(["piano", "barber", "yoga", "tax"]),
        "language": st.sampled_from(["english", "german", "finnish"]),
        "rating_min": st.sampled_from([0.0, 3.5, 4.0, 4.35, 5.0]),
        "price_min": st.integers(0, 90).map(lambda major: major * 10_000),
        "price_max": st.integers(20, 6000).map(lambda major: major * 10_000),
        "currency": st.sampled_from(["EUR", "JPY"]),
        "meeting": st.sampled_from(["ONLINE", "IN_PERSON"]),
        "near": st.builds(
            Near, st.sampled_from([52.5, 89.5, -36.8]), st.sampled_from([13.4, 179.9]), st.floats(1, 19_000)
        ),
        "sort": st.sampled_from(SORTS),
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries, hour=st.none() | st.integers(0, 24 * 20), minutes=st.sampled_from([30, 60, 90]))
def test_both_find_the_same_providers_for_every_filter(
    world: World, query: dict[str, Any], hour: int | None, minutes: int
) -> None:
    if hour is not None:
        start = world.market.midnight + hour * 3600
        query = {**query, "free": Free(start, start + 4 * 3600, minutes)}

    world.both(**query)


def test_what_is_begun_is_completed(adapter: Search, world: World) -> None:
    assert [one.provider_id for one in adapter.suggest(["petra", "pia"], 5)][-1] in world.ids
    assert world.market.skill in [one.text for one in adapter.suggest(["skill", world.market.mark[:9]], 5)]
    assert adapter.suggest(["zzqq"], 5) == []


def test_the_similar_share_a_skill_and_never_are_oneself(adapter: Search, world: World) -> None:
    paul, petra = (world.market.id_of(name) for name in ("Paul Piano", "Petra Piano"))

    found = adapter.similar(Like(paul, (world.market.skill, "piano"), ("english",)), 5)

    assert found[0] == petra
    assert paul not in found


def test_an_older_document_never_overwrites_a_newer_one(world: World) -> None:
    number = world.market.id_of("Paul Piano")
    kept = world.opensearch.read([number])[number]
    stale = replace(kept, version=kept.version - 1, body={**kept.body, "name": "Old"})

    world.opensearch.write([stale])

    assert world.opensearch.read([number])[number] == kept


def test_nobody_is_found_whose_document_says_so(world: World) -> None:
    number = -world.ids[0]
    bare = {"provider_id": str(number), "number": number, "listed": False}
    world.opensearch.write([Document(number, 1, bare)])

    assert world.opensearch.read([number])[number].body["listed"] is False
    assert number not in world.ask(world.opensearch)


def test_an_index_that_is_not_there_is_an_outside_error() -> None:
    nowhere = OpenSearchSearch("http://127.0.0.1:9", alias="nothing", patience=0.2)

    with pytest.raises(TransientError):
        nowhere.find(Query())
    with pytest.raises(TransientError):
        nowhere.write([Document(1, 1, {})])
