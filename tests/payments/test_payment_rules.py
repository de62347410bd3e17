"""The machine, on paper: whatever order reports come in, a payment ends where the company's story ended."""

from hypothesis import given
from hypothesis import strategies as st

from app.payments import rules
from app.payments.models import PaymentStatus, RefundStatus

OPEN, PROCESSING, AUTHORIZED = PaymentStatus.OPEN, PaymentStatus.PROCESSING, PaymentStatus.AUTHORIZED
CAPTURED, VOIDED, FAILED = PaymentStatus.CAPTURED, PaymentStatus.VOIDED, PaymentStatus.FAILED
STORIES = [
    [OPEN],
    [OPEN, VOIDED],
    [OPEN, FAILED],
    [OPEN, PROCESSING, FAILED],
    [OPEN, AUTHORIZED, VOIDED],
    [OPEN, AUTHORIZED, CAPTURED],
    [OPEN, PROCESSING, AUTHORIZED, CAPTURED],
    [OPEN, PROCESSING, CAPTURED],
]
statuses = st.sampled_from(PaymentStatus)
told = st.sampled_from([OPEN, PROCESSING, AUTHORIZED, CAPTURED, VOIDED, FAILED])


@st.composite
def reports(draw: st.DrawFn) -> tuple[list[PaymentStatus], PaymentStatus]:
    """What we were told of one story: its end at least, the rest perhaps, in any order, some of it twice."""
    story = draw(st.sampled_from(STORIES))
    heard = [*draw(st.lists(st.sampled_from(story), max_size=6)), story[-1]]
    return draw(st.permutations(heard)), story[-1]


def _told_all(heard: list[PaymentStatus]) -> PaymentStatus:
    status = PaymentStatus.CREATING
    for report in heard:
        status = rules.after(status, report)
    return status


@given(reports())
def test_order_and_repeats_of_reports_do_not_matter(told: tuple[list[PaymentStatus], PaymentStatus]) -> None:
    heard, end = told

    assert _told_all(heard) is end


@given(statuses, told)
def test_a_report_twice_is_a_report_once(current: PaymentStatus, report: PaymentStatus) -> None:
    once = rules.after(current, report)

    assert rules.after(once, report) is once


@given(statuses, st.lists(told, max_size=8))
def test_taken_money_never_ends_void(current: PaymentStatus, heard: list[PaymentStatus]) -> None:
    for report in heard:
        following = rules.after(current, report)
        assert not (current in rules.TAKEN and following in rules.ENDED)
        assert not (current in rules.ENDED and following is not current)
        current = following


@given(st.integers(1, 10**9), st.data())
def test_taken_money_is_named_by_what_went_back(captured: int, data: st.DataObject) -> None:
    refunded = data.draw(st.integers(0, captured))

    name = rules.taken(captured, refunded)

    assert (name is PaymentStatus.REFUNDED) == (refunded == captured)
    assert (name is PaymentStatus.CAPTURED) == (refunded == 0)


@given(st.sampled_from(RefundStatus), st.lists(st.sampled_from(RefundStatus), max_size=6))
def test_a_refund_only_moves_forward(current: RefundStatus, heard: list[RefundStatus]) -> None:
    order = list(RefundStatus)
    for report in heard:
        following = rules.refund_after(current, report)
        assert order.index(following) >= order.index(current)
        current = following


def test_only_taken_money_contradicts_an_end() -> None:
    assert rules.contradicts(VOIDED, CAPTURED)
    assert not rules.contradicts(VOIDED, AUTHORIZED)
    assert not rules.contradicts(AUTHORIZED, CAPTURED)
