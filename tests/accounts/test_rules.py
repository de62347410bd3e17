from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import passwords, rules
from app.accounts.rules import Presented, Verdict, judge, password_problem, public_name

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOME, THIEF = b"home", b"thief"


@pytest.mark.parametrize(
    "password",
    [
        "a quiet walk to the harbour",
        "hunter2!hunter",
        "كلمة سر طويلة",
        "🐚🐚🐙🐙🦀🦀🐡🐠",
        "x y z a b c",
        "q7" * 64,
        " leading and trailing ",
    ],
)
def test_a_good_password_needs_no_digits_or_signs(password: str) -> None:
    assert password_problem(password, email="ada@example.org", common=passwords.common()) is None


@pytest.mark.parametrize(
    ("password", "email"),
    [
        ("seven77", "ada@example.org"),
        ("x" * 129, "ada@example.org"),
        ("password", "ada@example.org"),
        ("PassWord123", "ada@example.org"),
        ("aaaaaaaaaaaa", "ada@example.org"),
        ("ada.lovelace77", "Ada.Lovelace@example.org"),
        ("XXada.lovelaceXX", "ada.lovelace@example.org"),
    ],
)
def test_a_bad_password_is_refused_with_a_reason(password: str, email: str) -> None:
    assert password_problem(password, email=email, common=passwords.common())


def test_a_short_local_part_does_not_forbid_half_of_all_passwords() -> None:
    assert password_problem("bananas are fine", email="an@example.org", common=()) is None


def test_length_counts_letters_and_not_how_they_are_written() -> None:
    assert password_problem("e\u0301" * 7, email="ada@example.org", common=()) is not None
    assert password_problem("e\u0301a" * 64, email="ada@example.org", common=()) is None


def test_the_list_of_common_passwords_holds_what_it_says() -> None:
    words = passwords.common()

    assert len(words) > 500
    assert all(word == word.casefold() and len(word) >= rules.SHORTEST_PASSWORD for word in words)


@pytest.mark.parametrize(
    ("role", "first", "last", "shown"),
    [
        ("CLIENT", "Ben", "Barker", "Ben B."),
        ("CLIENT", "Ben", "", "Ben"),
        ("PROVIDER", "Ada", "Lovelace", "Ada Lovelace"),
        ("ADMIN", "Dora", "Doe", "Dora D."),
    ],
)
def test_only_providers_show_their_whole_name(role: str, first: str, last: str, shown: str) -> None:
    assert public_name(role, first, last) == shown


def token(*, spent: timedelta | None = None, expires: timedelta = timedelta(days=7)) -> Presented:
    """One that was spent so long ago, by the client at home."""
    spent_at = None if spent is None else NOW - spent
    return Presented(NOW + expires, spent_at, None if spent is None else HOME, family_ended=False)


def test_an_unspent_token_rotates_until_it_expires() -> None:
    assert judge(token(), client=HOME, now=NOW) is Verdict.ROTATE
    assert judge(token(expires=timedelta(0)), client=HOME, now=NOW) is Verdict.DEAD


@given(st.timedeltas(timedelta(0), timedelta(days=8)), st.sampled_from([HOME, THIEF]))
def test_a_spent_token_is_repeated_for_its_spender_in_the_grace_alone(ago: timedelta, client: bytes) -> None:
    verdict = judge(token(spent=ago), client=client, now=NOW)

    lost_answer = client == HOME and ago <= timedelta(seconds=10)
    assert verdict is (Verdict.REPEAT if lost_answer else Verdict.REUSED)


@given(st.none() | st.timedeltas(timedelta(0), timedelta(days=8)), st.sampled_from([HOME, THIEF]))
def test_nothing_revives_a_family_that_ended(ago: timedelta | None, client: bytes) -> None:
    alive = token(spent=ago)
    ended = Presented(alive.expires_at, alive.spent_at, alive.spent_by, family_ended=True)

    assert judge(ended, client=client, now=NOW) is Verdict.DEAD
