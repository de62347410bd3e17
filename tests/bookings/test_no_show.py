"""The client did not come."""

from datetime import timedelta

import pytest

from tests.api import Person
from tests.bookings.asking import book, history, seen, standing
from tests.bookings.passing import goes_by
from tests.bookings.paying import becomes, opened, refunds
from tests.bookings.working import work_off
from tests.factories.desks import Desk


def missed(ben: Person, desk: Desk, *, days: float = 4, hour: int = 10, paid: str = "CAPTURED") -> int:
    """Ben has paid for an hour in three days; that long passes."""
    booking_id = book(ben, desk, desk.at(hour))
    opened(booking_id)
    becomes(booking_id, "AUTHORIZED")
    if paid != "AUTHORIZED":
        becomes(booking_id, paid)
    goes_by(booking_id, timedelta(days=days))
    return booking_id


def say(person: Person, booking_id: int, **headers: str) -> int:
    return person.post(f"/v1/bookings/{booking_id}/no-show", headers=headers).status_code


@pytest.mark.parametrize(("percent", "back"), [(100, []), (60, [2000]), (0, [5000])])
def test_what_the_policy_does_not_keep_goes_back(
    ada: Person, ben: Person, paid_desk: Desk, percent: int, back: list[int]
) -> None:
    paid_desk.offers(no_show_percent=percent)
    booking_id = missed(ben, paid_desk)
    paid_desk.offers(no_show_percent=50)  # what counts is what was agreed when booking

    assert say(ada, booking_id) == 200

    assert (standing(ben, booking_id)[0], refunds(booking_id)) == ("NO_SHOW", back)


def test_a_completed_booking_can_still_be_told_missed_for_a_week(
    ada: Person, ben: Person, paid_desk: Desk
) -> None:
    booking_id = missed(ben, paid_desk)
    work_off()
    assert standing(ben, booking_id)[0] == "COMPLETED"

    assert (say(ada, booking_id), say(ada, booking_id)) == (200, 200)

    assert history(booking_id)[-2:] == ["completed", "no_show"]
    late = missed(ben, paid_desk, days=11, hour=12)
    assert say(ada, late) == 409


def test_nobody_is_missed_before_the_end(ada: Person, ben: Person, paid_desk: Desk) -> None:
    assert say(ada, missed(ben, paid_desk, days=1)) == 409


def test_only_what_was_firm_can_be_missed(ada: Person, ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))

    assert say(ada, booking_id) == 409


def test_only_its_provider_says_so_of_the_version_they_saw(
    ada: Person, ben: Person, cleo: Person, stranger: Person, paid_desk: Desk
) -> None:
    booking_id = missed(ben, paid_desk)

    assert [say(who, booking_id) for who in (ben, cleo, stranger)] == [403, 404, 401]
    assert say(ada, booking_id, **{"If-Match": '"1"'}) == 412
    assert say(ada, booking_id, **{"If-Match": f'"{seen(ada, booking_id)["version"]}"'}) == 200


def test_money_that_is_captured_after_the_client_was_missed_goes_back_by_the_policy(
    ada: Person, ben: Person, paid_desk: Desk
) -> None:
    paid_desk.offers(no_show_percent=60)
    booking_id = missed(ben, paid_desk, paid="AUTHORIZED")
    say(ada, booking_id)
    assert refunds(booking_id) == []

    becomes(booking_id, "CAPTURED")

    assert refunds(booking_id) == [2000]
