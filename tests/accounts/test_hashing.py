from dataclasses import replace
from datetime import timedelta

import pytest

from app import ports
from app.accounts.hashing import SAFE_COST, Hasher, hasher
from app.kernel.errors import Unavailable
from app.ports import Ports
from tests.fixtures.web import CHEAPEST


@pytest.fixture(autouse=True)
def _ports(installed: Ports) -> None:
    del installed


@pytest.fixture
def cheap() -> Hasher:
    return Hasher(cost=CHEAPEST)


def test_bcrypt_costs_twelve_unless_the_settings_say_otherwise() -> None:
    assert Hasher().hash("anything at all").split("$")[2] == str(SAFE_COST) == "12"


def test_a_password_is_proven_by_itself_alone(cheap: Hasher) -> None:
    stored = cheap.hash("a quiet harbour")

    proof = cheap.prove("a quiet harbour", stored)

    assert proof is not None
    assert proof.renewed is None
    assert cheap.prove("a quiet harbor", stored) is None


def test_nobody_has_no_password(cheap: Hasher) -> None:
    for guess in ("", ".", "a quiet harbour"):
        assert cheap.prove(guess, None) is None


def test_the_same_password_never_looks_the_same(cheap: Hasher) -> None:
    assert cheap.hash("a quiet harbour") != cheap.hash("a quiet harbour")


def test_a_stolen_table_is_no_use_without_the_pepper(cheap: Hasher, installed: Ports) -> None:
    stored = cheap.hash("a quiet harbour")
    ports.install(replace(installed, site=replace(installed.site, secret=b"another secret")))

    assert cheap.prove("a quiet harbour", stored) is None


def test_a_password_survives_a_change_of_the_secret_and_moves_under_the_new_one(
    cheap: Hasher, installed: Ports
) -> None:
    stored = cheap.hash("a quiet harbour")
    site = replace(installed.site, secret=b"another secret", previous_secrets=(installed.site.secret,))
    ports.install(replace(installed, site=site))

    proof = cheap.prove("a quiet harbour", stored)

    assert proof is not None
    assert proof.renewed is not None
    again = cheap.prove("a quiet harbour", proof.renewed)
    assert again is not None
    assert again.renewed is None


def test_whoever_finds_the_queue_full_is_told_to_come_back() -> None:
    narrow = Hasher(cost=CHEAPEST, at_once=1, queue=0)

    with narrow._turn(), pytest.raises(Unavailable) as refused:  # noqa: SLF001 - as long as a test wants
        narrow.hash("another harbour")

    assert refused.value.headers["Retry-After"]
    assert narrow.hash("another harbour")


def test_whoever_waits_too_long_is_told_to_come_back() -> None:
    narrow = Hasher(cost=CHEAPEST, at_once=1, queue=1, patience=timedelta(milliseconds=20))

    with narrow._turn(), pytest.raises(Unavailable):  # noqa: SLF001 - as long as a test wants
        narrow.hash("another harbour")

    assert narrow.hash("another harbour")


def test_the_tests_hash_cheaply() -> None:
    assert f"$2b${CHEAPEST:02}$" in hasher().hash("a quiet harbour")
