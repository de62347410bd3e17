from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bookings.rules import (
    Policy,
    Status,
    Step,
    approval_deadline,
    first_step,
    may_be_no_show,
    no_show_due,
    refund_due,
    wait_of,
)
from app.kernel.money import Money, share_up

NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)
amounts = st.integers(0, 10**9)
policies = st.builds(Policy, st.integers(0, 1000), st.integers(0, 100), st.integers(0, 100))
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


@given(amounts, st.integers(1, 100), policies, leads, st.sampled_from(["JPY", "USD", "KWD"]))
def test_what_is_kept_and_what_goes_back_are_what_was_paid_to_the_last_minor_unit(
    price: int, deposit: int, policy: Policy, lead: timedelta, currency: str
) -> None:
    paid = share_up(price, deposit)

    for due in (
        refund_due(paid, policy, start=NOON, at=NOON - lead, by_client=True, price_minor=price),
        no_show_due(paid, policy, price_minor=price),
    ):
        kept = paid - due
        assert 0 <= due <= paid
        assert 0 <= kept <= price
        assert Money(kept, currency).major + Money(due, currency).major == Money(paid, currency).major


@given(amounts, policies)
def test_of_a_client_who_does_not_come_the_agreed_share_of_the_price_is_kept(
    price: int, policy: Policy
) -> None:
    assert price - no_show_due(price, policy, price_minor=price) == price * policy.no_show_percent // 100


@pytest.mark.parametrize(
    ("paid", "price", "percent", "due"),
    [(2000, 10_000, 50, 0), (2000, 10_000, 10, 1000), (2000, 10_000, 0, 2000), (2000, 2000, 100, 0)],
)
def test_more_than_the_deposit_is_never_kept(paid: int, price: int, percent: int, due: int) -> None:
    assert no_show_due(paid, Policy(24, 0, percent), price_minor=price) == due


def test_no_show_can_be_said_for_a_week_from_the_end_on() -> None:
    week, moment = timedelta(days=7), timedelta(seconds=1)

    said = [may_be_no_show(NOON, NOON + after) for after in (-moment, timedelta(), week, week + moment)]

    assert said == [False, True, True, False]


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
