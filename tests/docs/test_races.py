"""The page of states names tests that exist, and the movements that the books know."""

import re
from pathlib import Path

from app.payments.bookkeeping import LEGS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "booking-states.md").read_text()
NAMED = set(re.findall(r"`(test_\w+)`", PAGE))


def named_in(folder: str) -> set[str]:
    files = (ROOT / folder).rglob("test_*.py")
    return {name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)}


def test_every_race_of_the_table_has_its_test() -> None:
    assert named_in("tests") >= NAMED


def test_every_movement_of_money_stands_in_the_table_of_the_books() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \|$", PAGE, re.MULTILINE))

    assert {(str(movement), *map(str, legs)) for movement, legs in LEGS.items()} <= rows
