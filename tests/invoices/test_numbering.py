"""Numbers have no gap and no double, however many issue at once and whatever becomes of them."""

from contextlib import suppress
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, TimeoutError  # noqa: A004 - the pool's own

from app.db.session import reading, transaction
from app.invoices import service
from app.invoices.models import Invoice
from app.ports import ports
from tests.factories.payments import payment, people
from tests.invoices.papers import bought, give_back, issue, papers, taken
from tests.payments.stage import Stage
from tests.races import at_once

RIVALS = 32


class Killed(Exception):  # noqa: N818 - what happens to a worker
    """Stands for whatever ends a transaction before its commit."""


def killed_while_issuing(payment_id: int) -> list[str]:
    with transaction() as session:
        service.issue(session, payment_id, now=ports().clock.now())
        raise Killed


def issue_and_die(payment_id: int) -> list[str]:
    with pytest.raises(Killed):
        killed_while_issuing(payment_id)
    return []


def issue_in_the_end(payment_id: int) -> list[str]:
    """As a worker does: what came to nothing, for the time it had to wait, is tried again."""
    while True:
        with suppress(OperationalError, TimeoutError):
            return issue(payment_id)


def die_in_the_end(payment_id: int) -> list[str]:
    while True:
        with suppress(OperationalError, TimeoutError):
            return issue_and_die(payment_id)


def numbers(provider_id: int, kind: str = "INVOICE") -> list[int]:
    with reading() as session:
        own = (Invoice.provider_id == provider_id, Invoice.kind == kind)
        return list(
            session.scalars(select(Invoice.series_number).where(*own).order_by(Invoice.series_number))
        )


def test_many_at_once_leave_no_gap_and_no_double(site: Stage) -> None:
    sold = [payment(site.people) for _ in range(RIVALS)]
    for one in sold:
        taken(one)
    every_fourth_dies = [
        partial(die_in_the_end if index % 4 == 0 else issue_in_the_end, one) for index, one in enumerate(sold)
    ]

    at_once(every_fourth_dies)

    assert numbers(site.people.provider) == list(range(1, RIVALS * 3 // 4 + 1))
    for one in sold:
        issue(one)
    assert numbers(site.people.provider) == list(range(1, RIVALS + 1))


def test_many_who_issue_the_same_issue_it_once(site: Stage) -> None:
    sold = payment(site.people)
    taken(sold)

    answers = at_once([partial(issue_in_the_end, sold)] * 8)

    assert [number for answer in answers for number in answer] == [papers(sold)[0].number]


def test_each_provider_counts_alone(site: Stage) -> None:
    bought(site)
    other = people()
    theirs = payment(other)
    taken(theirs)

    issue(theirs)

    assert numbers(other.provider) == [1]


def test_credit_notes_are_counted_apart(site: Stage) -> None:
    first, second = bought(site), bought(site)

    give_back(second, 4500)
    give_back(first, 4500)

    assert numbers(site.people.provider) == [1, 2]
    assert numbers(site.people.provider, "CREDIT_NOTE") == [1, 2]
    assert papers(second)[1].number.startswith("CN-")
