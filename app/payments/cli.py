"""`payments`: whether the books balance, and what a person has to decide."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from app.db.session import reading
from app.http.paging import Page, Paging
from app.kernel.money import Money
from app.payments import balances, service

_TOTAL = "{:10} {:4} {:>9} {:>16} {:>16} {:>16} {:>16}"
_ACCOUNT = "{:10} {:4} {:10} {:>16}"
_PAYMENT = "{:>13}  {:19}  {:14}  {:>16}  {:10}  {}"
_MOST_SHOWN = 20


def register(commands: Any) -> None:
    parser = commands.add_parser("payments", help="the books, and what a person has to decide")
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    actions.add_parser("balance", help="add up the books; 1 if they do not balance").set_defaults(
        handler=balance
    )
    flagged = actions.add_parser("attention", help="payments that wait for a person's decision")
    flagged.add_argument("--page", type=int, default=1)
    flagged.add_argument("--size", type=int, default=20)
    flagged.set_defaults(handler=attention)


def balance(arguments: argparse.Namespace) -> int:
    del arguments
    with reading() as session:
        totals, accounts = balances.totals(session), balances.accounts(session)
        wrong = balances.unbalanced(session)
    _say(*_totals(totals), "", *_accounts(accounts), "")
    if not wrong:
        return _say("The books balance.")
    _say(f"{len(wrong)} payments do not balance: {', '.join(map(str, wrong[:_MOST_SHOWN]))}")
    _say("Compare their rows in `payments` with those in `postings`.")
    return 1


def attention(arguments: argparse.Namespace) -> int:
    paging = Paging(max(arguments.page, 1), max(arguments.size, 1))
    with reading() as session:
        page = service.everybodys(session, attention=True, paging=paging)
    _say(*_flagged(page))
    return _say("What each asks for: docs/runbooks/attention.md") if page.items else 0


def _totals(rows: Sequence[Any]) -> Iterator[str]:
    yield _TOTAL.format("company", "", "payments", "captured", "refunded", "lost", "balance")
    for row in rows:
        amounts = (row.captured_minor, row.refunded_minor, row.lost_minor, row.balance)
        major = [str(Money(int(amount), row.currency).major) for amount in amounts]
        yield _TOTAL.format(row.company, row.currency, row.payments, *major)


def _accounts(rows: Sequence[Any]) -> Iterator[str]:
    yield _ACCOUNT.format("company", "", "account", "debit - credit")
    for row in rows:
        major = Money(int(row.balance), row.currency).major
        yield _ACCOUNT.format(row.company, row.currency, row.account, str(major))


def _flagged(page: Page) -> Iterator[str]:
    yield _PAYMENT.format("payment", "status", "attention", "amount", "company", "reference")
    for one in page.items:
        amount = f"{one.amount} {one.currency}"
        reference = one.company_reference or "-"
        yield _PAYMENT.format(one.id, one.status, one.attention, amount, one.company, reference)
    yield f"{page.total} payments need a decision."


def _say(*lines: str) -> int:
    print(*lines, sep="\n")  # noqa: T201 - a command talks
    return 0
