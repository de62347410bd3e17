import pytest

from app.kernel.folding import fold
from app.search.rules.comparing import same
from app.search.rules.documents import Facts, Starts, document_of, first_of, free_of
from app.search.rules.highlights import marked
from app.search.rules.spelling import distance, may_be_misspelt, meant
from app.search.rules.synonyms import same_as

HOUR = 3600


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë's Café_Paris", "zoe s cafe paris"),
        ("Straße", "strasse"),
        ("ÅNGSTRÖM", "angstrom"),
        ("%&", ""),
        ("東京", "東京"),
    ],
)
def test_text_is_folded_to_its_plain_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("piano", "piano", 0),
        ("pinao", "piano", 1),
        ("pano", "piano", 1),
        ("pianos", "piano", 1),
        ("", "abc", 3),
        ("abcd", "badc", 2),
    ],
)
def test_words_are_so_far_apart(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == distance(other, one) == steps


def test_the_nearest_known_words_are_meant_and_never_distant_ones() -> None:
    assert meant("barbre", ["barber", "barbers", "butcher"]) == ("barber",)
    assert meant("yoga", ["yoga"]) == ()


def test_short_words_and_codes_are_taken_as_written() -> None:
    assert [may_be_misspelt(word) for word in ("yoga", "spa", "b2b4x")] == [True, False, False]


def test_synonyms_read_both_ways() -> None:
    assert "barber" in same_as("hairdresser")
    assert "hairdresser" in same_as("barber")
    assert same_as("nonsense") == ()


def test_a_long_text_is_cut_around_its_first_mark() -> None:
    text = "x" * 100 + " piano " + "y" * 100

    found = marked(text, [("pia", ())])

    assert found is not None
    assert found.startswith("…")
    assert "<em>piano</em>" in found
    assert marked(text, [("guitar", ())]) is None


def test_starts_one_step_apart_are_one_stretch() -> None:
    half = HOUR // 2
    free = free_of(
        [Starts(60, 30, (0, half, HOUR, 5 * HOUR)), Starts(60, 30, (HOUR, HOUR + half)), Starts(30, 30, ())]
    )

    assert free == {60: [(0, HOUR + half), (5 * HOUR, 5 * HOUR)]}
    assert first_of(free) == 0
    assert first_of({}) is None


def test_who_is_not_listed_leaves_a_bare_document() -> None:
    facts = Facts(
        provider_id=7,
        listed=False,
        name="Ada",
        bio="",
        specializations=(),
        languages=(),
        rating=None,
        total_reviews=0,
        price=450_000,
        currency="EUR",
        meeting="BOTH",
        latitude=None,
        longitude=None,
        city=None,
        country=None,
        words={},
        free={},
    )

    assert document_of(facts) == {"provider_id": "7", "number": 7, "listed": False}


def free_from(*stretches: tuple[int, int], minutes: int = 60, **body: object) -> dict[str, object]:
    starts = [{"gte": first, "lte": last} for first, last in stretches]
    return {"name": "Ada", "availability": [{"minutes": minutes, "starts": starts}], **body}


def test_documents_made_at_different_times_are_the_same_if_nothing_changed() -> None:
    before = free_from((0, 10), (20, 30), (40, 50), next_free=0)
    later = free_from((25, 30), (40, 50), (60, 70), next_free=25)

    assert same(before, later)
    assert same(before, {"name": "Ada"}) is True


def test_a_taken_time_and_another_name_are_differences() -> None:
    before = free_from((0, 10), (20, 30), (40, 50))

    assert not same(before, free_from((0, 10), (40, 50)))
    assert not same(before, free_from((0, 10), (20, 30), (40, 50), name="Eve"))
