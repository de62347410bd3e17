"""Where a site wants a plan, who has none is shown for some days more, and then until they pay not at all."""

from tests.api import execute
from tests.plans.conftest import MINE, Hall


def test_where_no_plan_is_wanted_nobody_is_taken_down(hall: Hall) -> None:
    hall.subscribed(good=False)

    hall.passes(31)
    hall.passes(100)

    assert (hall.standing()["status"], hall.standing()["lapsesAt"], hall.shown) == ("ENDED", None, True)


def test_a_plan_that_lapses_is_told_with_the_day_on_which_the_profile_goes(strict: Hall) -> None:
    strict.subscribed(good=False)

    strict.passes(31)

    standing = strict.standing()
    assert (standing["status"], strict.shown) == ("PAST_DUE", True)
    assert standing["lapsesAt"] is not None


def test_after_the_grace_the_profile_is_taken_down_and_a_payment_puts_it_up_again(strict: Hall) -> None:
    strict.subscribed(good=False)
    strict.passes(31)

    strict.passes(8)
    down = strict.shown
    refused = strict.ada.put(f"/v1/providers/{strict.desk.provider_id}", {"published": True})
    strict.passes(15)
    strict.subscribed("school")

    assert down is False
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (403, "PLAN_NEEDED")
    assert strict.shown is True


def test_who_never_chose_a_plan_has_the_grace_from_when_it_was_noticed(strict: Hall) -> None:
    strict.job()
    noticed = strict.shown

    strict.passes(8)

    assert (noticed, strict.shown) == (True, False)


def test_a_plan_that_is_paid_keeps_the_profile_up(strict: Hall) -> None:
    strict.subscribed()

    for _ in range(3):
        strict.passes(29)

    assert (strict.standing()["status"], strict.shown) == ("ACTIVE", True)


def test_who_took_the_profile_down_themselves_is_not_put_up_by_paying(strict: Hall) -> None:
    strict.ada.put(f"/v1/providers/{strict.desk.provider_id}", {"published": False})

    strict.subscribed()

    assert (strict.standing()["status"], strict.shown) == ("ACTIVE", False)


def test_the_job_twice_takes_down_once(strict: Hall) -> None:
    strict.job()
    strict.passes(8)

    strict.job()

    assert strict.shown is False
    assert strict.ada.get(MINE).status_code == 200


def told(hall: Hall) -> int:
    """How many mails about a plan that is wanted Ada was sent."""
    return int(
        execute(
            "SELECT count(*) FROM notifications WHERE kind = 'plan_lapsed' AND status = 'SENT'"
            " AND user_id = :id",
            id=hall.ada.user_id,
        )
    )


def test_who_will_be_taken_down_is_told_at_once_and_shortly_before(strict: Hall) -> None:
    strict.job()
    strict.job()
    at_once = told(strict)

    strict.passes(4)
    meanwhile = told(strict)
    strict.passes(2)
    at_last = told(strict)
    strict.passes(2)

    assert (at_once, meanwhile, at_last, told(strict), strict.shown) == (1, 1, 2, 2, False)


def test_a_plan_that_is_not_paid_any_more_is_told(strict: Hall) -> None:
    strict.subscribed(good=False)
    before = told(strict)

    strict.passes(31)

    assert (before, told(strict)) == (0, 1)


def test_who_has_a_plan_by_then_is_told_nothing(strict: Hall) -> None:
    strict.job()
    strict.subscribed()

    strict.passes(6)

    assert told(strict) == 1


def test_where_no_plan_is_wanted_nobody_is_told(hall: Hall) -> None:
    hall.subscribed(good=False)

    hall.passes(31)

    assert told(hall) == 0
