"""Nobody adds a table without saying what becomes of the people in it."""

from app.db import tables
from app.db.base import Base
from app.privacy.erasures import ERASURES, KEPT
from app.privacy.sections import LEFT_OUT, SECTIONS

tables.load()
ALL = Base.metadata.tables


def test_each_table_is_told_or_left_out_for_a_reason() -> None:
    assert set(SECTIONS) | set(LEFT_OUT) == set(ALL)
    assert not set(SECTIONS) & set(LEFT_OUT)


def test_each_table_is_erased_or_kept_for_a_reason() -> None:
    assert set(ERASURES) | set(KEPT) == set(ALL)
    assert not set(ERASURES) & set(KEPT)


def test_what_is_hidden_exists() -> None:
    for table, section in SECTIONS.items():
        assert set(section.hidden) <= set(ALL[table].columns.keys()), table


def test_no_secret_is_told() -> None:
    secret = ("hash", "sealed", "encrypted", "secret", "token", "digest")
    for table, section in SECTIONS.items():
        told = set(ALL[table].columns.keys()) - set(section.hidden)
        assert not [name for name in told if any(word in name for word in secret)], table
