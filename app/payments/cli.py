"""`payments`: whether the books balance, and what a person has to decide."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from app.db import ledger
from app.db.session import reading, transaction
from app.http.paging import Page, Paging
from app.kernel.money import Money
from app.payments import balances, service
from app.payments.comparing import Difference, Finding
from app.ports import ports

_TOTAL = "{:10} {:4} {:>9} {:>16} {:>16} {:>16} {:>16}"
_ACCOUNT = "{:10} {:4} {:10} {:>16}"
_PAYMENT = "{:>13}  {:19}  {:14}  {:>16}  {:10}  {}"
_FINDING = "{:15} {:>13} {:>18} {:>18}  {}"
_MOST_SHOWN = 20


def register(commands: Any) -> None:
    parser = commands.add_parser("payments", help="the books, and what a person has to decide")
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    actions.add_parser("balance", help="add up the books; 1 if they do not balance").set_defaults(
        handler=balance
    )
    compared = actions.add_parser("reconcile", help="compare the last days with the company's own list")
    compared.add_argument("--days", type=int, default=3)
    compared.set_defaults(handler=reconcile)

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


def reconcile(arguments: argparse.Namespace) -> int:
    """Look, and owe a fresh look at every payment of which the company says more than we know."""
    company, now = ports().payments, ports().clock.now()
    since = now - timedelta(days=max(arguments.days, 1))
    charges = list(company.recent(since))
    with reading() as session:
        found = service.compare(session, charges)
        found += service.missing(session, charges, company=company.name, since=since, now=now)
    _say(*_found(found), f"{len(charges)} charges of {company.name} compared, {len(found)} differ.")
    behind = [one.payment_id for one in found if one.difference is Difference.BEHIND and one.payment_id]
    with transaction() as session:
        for payment_id in behind:
            ledger.enqueue(session, "payments.check", payment_id=payment_id)
    if behind:
        _say(f"{len(behind)} of them are being looked into: run this again in a minute.")
    return 1 if len(found) > len(behind) else 0


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


def _found(findings: Sequence[Finding]) -> Iterator[str]:
    yield _FINDING.format("difference", "payment", "ours", "theirs", "reference")
    for one in findings:
        ours, theirs = (_major(minor, one.currency) for minor in (one.ours, one.theirs))
        yield _FINDING.format(one.difference, one.payment_id or "-", ours, theirs, one.reference)


def _major(minor: int | None, currency: str) -> str:
    return "-" if minor is None else f"{Money(minor, currency).major} {currency}"


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
