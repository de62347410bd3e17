from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bookings.rules import Policy, Status, Step, approval_deadline, first_step, refund_due, wait_of

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)
amounts = st.integers(0, 10**9)
policies = st.builds(Policy, st.integers(0, 1000), st.integers(0, 100))
leads = st.timedeltas(timedelta(minutes=-1), timedelta(days=60))


@given(paid=amounts, policy=policies, lead=leads, by_client=st.booleans())
def test_a_refund_is_never_negative_and_never_more_than_was_paid(
    paid: int, policy: Policy, lead: timedelta, *, by_client: bool
) -> None:
    due = refund_due(paid, policy, start=NOON, at=NOON - lead, by_client=by_client)

    assert 0 <= due <= paid


@given(amounts, policies, leads)
def test_a_provider_who_cancels_gives_back_everything(paid: int, policy: Policy, lead: timedelta) -> None:
    assert refund_due(paid, policy, start=NOON, at=NOON - lead, by_client=False) == paid


@given(amounts, policies, leads, leads)
def test_cancelling_earlier_never_costs_more(
    paid: int, policy: Policy, one: timedelta, other: timedelta
) -> None:
    later, earlier = (
        refund_due(paid, policy, start=NOON, at=NOON - lead, by_client=True) for lead in sorted((one, other))
    )

    assert earlier >= later


@pytest.mark.parametrize(
    ("paid", "percent", "hours_ahead", "due"),
    [
        (5000, 50, 24.0, 5000),
        (5000, 50, 23.99, 2500),
        (5000, 100, 1, 0),
        (5000, 0, 1, 5000),
        (333, 50, 1, 167),
        (0, 50, 1, 0),
    ],
)
def test_the_policy_in_figures(paid: int, percent: int, hours_ahead: float, due: int) -> None:
    at = NOON - timedelta(hours=hours_ahead)

    assert refund_due(paid, Policy(24, percent), start=NOON, at=at, by_client=True) == due


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 2.0),
        ("", 2.0),
        ("wait=5", 5.0),
        ("WAIT=5", 5.0),
        ("wait = 5", 5.0),
        ('wait="5"', 5.0),
        ("wait=0", 0.0),
        ("wait=11", 10.0),
        ("wait=" + "9" * 400, 10.0),
        ("wait=-1", 2.0),
        ("wait=1.5", 2.0),
        ("wait=¹", 2.0),
        ("wait=", 2.0),
        ("respond-async", 0.0),
        ("respond-async, wait=5", 0.0),
        ("wait=5, respond-async", 0.0),
        ("respond-async; foo=bar", 0.0),
        ("wait=5; foo=bar", 5.0),
        ("return=minimal, wait=3", 3.0),
        ("wait=3, wait=7", 3.0),
    ],
)
def test_how_long_a_client_prefers_to_wait(header: str | None, seconds: float) -> None:
    assert wait_of(header, 2.0) == seconds


@given(st.text('wait=respond-async,;" 0123456789', max_size=40))
def test_no_header_makes_anybody_wait_forever(header: str) -> None:
    assert 0 <= wait_of(header, 2.0) <= 10


@pytest.mark.parametrize(
    ("payment_due", "needs_approval", "expected"),
    [
        (True, False, (Status.PENDING, Step.HELD)),
        (True, True, (Status.PENDING, Step.HELD)),
        (False, True, (Status.PENDING, Step.APPROVAL)),
        (False, False, (Status.CONFIRMED, None)),
    ],
)
def test_money_comes_first_then_the_providers_word(
    *, payment_due: bool, needs_approval: bool, expected: tuple[Status, Step | None]
) -> None:
    assert first_step(payment_due=payment_due, needs_approval=needs_approval) == expected


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=9)))
def test_a_provider_answers_within_a_day_and_before_the_start(ahead: timedelta) -> None:
    deadline = approval_deadline(NOON, NOON + ahead)

    assert NOON < deadline <= NOON + min(ahead, timedelta(days=1))
