"""What is still worth saying when its turn comes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.notifications.facts import Agenda, Refunded, Story
from app.notifications.kinds import ANNOUNCEMENTS, About, Kind, Role
from app.notifications.rules import objection
from tests.notifications.stories import (
    BEN,
    GOLDEN,
    NOW,
    START,
    account_story,
    agenda_story,
    appointment,
    eur,
    story,
)

STATES = (
    ("REQUESTED", None),
    ("PENDING", "HELD"),
    ("PENDING", "PAYING"),
    ("PENDING", "APPROVAL"),
    ("PENDING", "EXPIRING"),
    ("PENDING", "CANCELLING"),
    ("CONFIRMED", None),
    ("COMPLETED", None),
    ("NO_SHOW", None),
    ("CANCELLED", None),
    ("REJECTED", None),
    ("EXPIRED", None),
)
TRUE_IN = {
    Kind.BOOKING_REQUESTED: ("PENDING", "APPROVAL"),
    Kind.BOOKING_CONFIRMED: ("CONFIRMED", None),
    Kind.BOOKING_MOVED: ("CONFIRMED", None),
    Kind.BOOKING_DECLINED: ("REJECTED", None),
    Kind.BOOKING_CANCELLED: ("CANCELLED", None),
    Kind.BOOKING_EXPIRED: ("EXPIRED", None),
    Kind.BOOKING_REJECTED: ("REJECTED", None),
    Kind.BOOKING_REMINDER: ("CONFIRMED", None),
    Kind.REVIEW_INVITATION: ("COMPLETED", None),
    Kind.FOLLOW_UP: ("COMPLETED", None),
}


@pytest.mark.parametrize("told", GOLDEN.values(), ids=GOLDEN)
def test_every_golden_mail_is_worth_sending(told: Story) -> None:
    assert objection(told, now=NOW) is None


@pytest.mark.parametrize("kind", TRUE_IN)
@pytest.mark.parametrize("state", STATES)
def test_a_message_is_true_in_one_state_of_its_booking(kind: Kind, state: tuple[str, str | None]) -> None:
    about = appointment(status=state[0], step=state[1])
    told = story(kind, ANNOUNCEMENTS[kind].to[0], about=about, version=about.version)

    assert (objection(told, now=NOW) is None) == (state == TRUE_IN[kind])


def test_a_confirmation_of_what_was_cancelled_meanwhile_names_the_state() -> None:
    told = story(Kind.BOOKING_CONFIRMED, Role.CLIENT, about=appointment(status="CANCELLED"))

    assert objection(told, now=NOW) == "the booking is CANCELLED"


def test_a_newer_version_alone_makes_a_confirmation_no_lie() -> None:
    told = story(Kind.BOOKING_CONFIRMED, Role.CLIENT, about=appointment(version=9))

    assert objection(told, now=NOW) is None


def test_a_move_that_was_followed_by_another_is_told_once() -> None:
    told = story(Kind.BOOKING_MOVED, Role.CLIENT, superseded=True)

    assert objection(told, now=NOW) == "told again since"


@pytest.mark.parametrize("kind", [Kind.BOOKING_CONFIRMED, Kind.BOOKING_MOVED])
def test_nothing_is_confirmed_after_its_end(kind: Kind) -> None:
    told, end = story(kind, Role.CLIENT), START + timedelta(hours=1)

    assert objection(told, now=end - timedelta(seconds=1)) is None
    assert objection(told, now=end) == "its time has passed"


def test_nobody_is_asked_for_an_answer_after_the_start() -> None:
    told = story(Kind.BOOKING_REQUESTED, Role.PROVIDER, about=appointment(status="PENDING", step="APPROVAL"))

    assert objection(told, now=START) == "its time has passed"


def test_a_cancellation_is_news_even_afterwards() -> None:
    told = story(Kind.BOOKING_CANCELLED, Role.CLIENT, about=appointment(status="CANCELLED"))

    assert objection(told, now=START + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("kind", "status"), [(Kind.BOOKING_CANCELLED, "CANCELLED"), (Kind.BOOKING_EXPIRED, "EXPIRED")]
)
def test_a_provider_who_never_heard_of_a_booking_hears_not_of_its_end(kind: Kind, status: str) -> None:
    about = appointment(status=status)

    unheard = story(kind, Role.PROVIDER, about=about, heard=False)
    own = story(kind, Role.CLIENT, about=about, heard=False)
    assert objection(unheard, now=NOW) == "the provider never heard of this booking"
    assert objection(own, now=NOW) is None


@pytest.mark.parametrize("told", GOLDEN.values(), ids=GOLDEN)
def test_nobody_writes_to_an_account_that_is_gone(told: Story) -> None:
    gone = replace(told, reader=replace(told.reader, gone=True))

    assert objection(gone, now=NOW) == "the account is gone"


def test_a_refund_that_failed_is_not_announced() -> None:
    told = story(Kind.PAYMENT_REFUNDED, Role.CLIENT, refund=Refunded(amount=eur(1), failed=True))

    assert objection(told, now=NOW) == "the refund failed"


def test_an_address_is_verified_once() -> None:
    told = replace(account_story(Kind.VERIFY_EMAIL), reader=BEN)

    assert objection(told, now=NOW) == "the address is verified already"


@pytest.mark.parametrize(
    "kind", [kind for kind, told in ANNOUNCEMENTS.items() if told.about is About.BOOKING]
)
def test_what_does_not_exist_is_not_announced(kind: Kind) -> None:
    told = replace(story(kind, ANNOUNCEMENTS[kind].to[0]), appointment=None)

    assert objection(told, now=NOW) == "there is no such booking"


def test_a_refund_that_does_not_exist_is_not_announced() -> None:
    assert objection(story(Kind.PAYMENT_REFUNDED, Role.CLIENT), now=NOW) == "there is no such refund"


def test_a_reminder_of_another_version_is_void() -> None:
    told = story(Kind.BOOKING_REMINDER, Role.CLIENT, about=appointment(version=4), version=3)

    assert objection(told, now=NOW) == "the booking has changed since"


@pytest.mark.parametrize(("minutes", "useful"), [(60, True), (15, True), (14, False), (-5, False)])
def test_a_late_reminder_is_of_use_until_a_quarter_of_an_hour_before(minutes: int, useful: bool) -> None:  # noqa: FBT001 - a case
    told = story(Kind.BOOKING_REMINDER, Role.CLIENT, version=3)

    assert (objection(told, now=START - timedelta(minutes=minutes)) is None) == useful


@pytest.mark.parametrize("kind", [Kind.REVIEW_INVITATION, Kind.FOLLOW_UP])
def test_nobody_is_asked_for_what_they_have_done(kind: Kind) -> None:
    told = story(kind, Role.CLIENT, about=appointment(status="COMPLETED"), answered=True)

    assert objection(told, now=NOW) == "done already"


def test_a_day_that_is_empty_or_over_is_not_told() -> None:
    full = agenda_story()
    empty = replace(full, agenda=Agenda(day=START.date(), entries=()))

    assert objection(empty, now=NOW) == "there is nothing on the agenda"
    assert objection(full, now=START + timedelta(hours=9)) == "its time has passed"
