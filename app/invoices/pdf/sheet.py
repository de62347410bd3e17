"""A paper as the words and figures that are printed, in its language. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_percent

from app.invoices.pdf.words import Words, words_of
from app.invoices.rules import Kind
from app.invoices.rules.paper import Line, Paper, Party
from app.invoices.rules.tax import WHOLE

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A service: its title, what stands small below it, and the figures."""

    title: str
    below: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    words: Words
    title: str
    seller: tuple[str, ...]
    buyer: tuple[str, ...]
    facts: tuple[Pair, ...]
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    sums: tuple[Pair, ...]
    total: Pair
    settled: tuple[Pair, ...]
    note: str | None
    foot: str


def sheet_of(paper: Paper) -> Sheet:
    words = words_of(paper.language)
    return Sheet(
        words=words,
        title=words.titles[paper.kind],
        seller=_lines_of(paper.seller, words),
        buyer=_lines_of(paper.buyer, words),
        facts=tuple(_facts(paper, words)),
        headings=(words.service, words.quantity, words.net, words.rate, words.tax, words.gross),
        rows=tuple(_row(paper, line, words) for line in paper.lines),
        sums=tuple(_sums(paper, words)),
        total=(words.total, _money(paper, paper.gross, words)),
        settled=tuple(_settled(paper, words)),
        note=paper.note,
        foot=" · ".join(filter(None, (paper.seller.name, paper.seller.tax_id))),
    )


def _facts(paper: Paper, words: Words) -> Iterator[Pair]:
    yield words.number, paper.number
    yield words.date, _day(paper.issued_on, words)
    if paper.booking:
        yield words.booking, paper.booking
    if paper.corrects:
        yield words.corrects, paper.corrects


def _lines_of(party: Party, words: Words) -> tuple[str, ...]:
    country = Locale(words.locale).territories.get(party.country) if party.country else None
    tax_id = f"{words.tax_id}: {party.tax_id}" if party.tax_id else None
    return tuple(line for line in (party.name, *party.address_lines, country, tax_id) if line)


def _row(paper: Paper, line: Line, words: Words) -> Row:
    net, tax, gross = (_money(paper, amount, words) for amount in (line.net, line.tax, line.gross))
    figures = (str(line.quantity), net, _rate(line.rate, words), tax, gross)
    return Row(line.title, f"{words.served_on}: {_day(line.served_on, words, 'medium')}", figures)


def _sums(paper: Paper, words: Words) -> Iterator[Pair]:
    """The net, and the tax of each rate."""
    yield words.net_total, _money(paper, paper.net, words)
    for rate in sorted({line.rate for line in paper.lines}):
        tax = sum(line.tax for line in paper.lines if line.rate == rate)
        yield f"{words.tax} {_rate(rate, words)}", _money(paper, tax, words)


def _settled(paper: Paper, words: Words) -> Iterator[Pair]:
    paid = words.paid if paper.kind is Kind.INVOICE else words.paid_back
    yield paid, _money(paper, paper.paid, words)
    if paper.due and paper.kind is Kind.INVOICE:
        yield words.due, _money(paper, paper.due, words)


def _money(paper: Paper, minor: int, words: Words) -> str:
    return paper.money(minor).words(words.locale)


def _rate(rate: int, words: Words) -> str:
    return format_percent(Decimal(rate) / WHOLE, locale=words.locale, decimal_quantization=False)


def _day(day: date, words: Words, length: Literal["long", "medium"] = "long") -> str:
    return format_date(day, length, locale=words.locale)
