"""A sheet on paper: who, to whom, the facts; the services; the sums."""

from collections.abc import Sequence
from datetime import datetime

from app.invoices.pdf.press import ACCENT, INK, SOFT, TINT, Press
from app.invoices.pdf.sheet import Pair, Row, Sheet

# Columns: where each begins, and its width, in millimetres.
_SELLER = 0, 84
_TITLE = 86, 84
_FACTS = 96, 74
_FIGURES = ((62, 14), (76, 26), (102, 16), (118, 24), (142, 28))
_SERVICE = 60
_SUMS = 90, 80


def printed(sheet: Sheet, *, number: str, at: datetime) -> bytes:
    """Printed once, or again when there turn out to be more pages than one: each names their number."""
    file, pages = _pressed(sheet, number=number, at=at, pages=1)
    return file if pages == 1 else _pressed(sheet, number=number, at=at, pages=pages)[0]


def _pressed(sheet: Sheet, *, number: str, at: datetime, pages: int) -> tuple[bytes, int]:
    words = sheet.words
    press = Press(rtl=words.rtl, foot=sheet.foot, page=words.page, pages=pages, at=at)
    press.set_title(f"{sheet.title} {number}")
    press.set_lang(words.locale)
    press.add_page()
    _write(press, sheet)
    return bytes(press.output()), press.pages_count  # its end closes the files of the fonts


def _write(press: Press, sheet: Sheet) -> None:
    _head(press, sheet)
    _services(press, sheet)
    _totals(press, sheet)
    if sheet.note:
        press.ln(8)
        press.pen(9, SOFT)
        press.write_at(0, press.epw, sheet.note)


def _head(press: Press, sheet: Sheet) -> None:
    top = press.y
    press.pen(21, ACCENT, bold=True)
    press.write_at(*_TITLE, sheet.title, height=10, end=True)
    below_title = press.y
    press.set_y(top)
    _party(press, sheet.seller, size=13)
    top = max(press.y, below_title) + 10

    press.set_y(top)
    press.pen(8.5, SOFT)
    press.write_at(*_SELLER, sheet.words.buyer)
    _party(press, sheet.buyer, size=11)
    below_buyer = press.y
    press.set_y(top)
    for fact in sheet.facts:
        _pair(press, fact, *_FACTS)
    press.set_y(max(press.y, below_buyer) + 10)


def _party(press: Press, lines: Sequence[str], *, size: float) -> None:
    name, *rest = lines
    press.pen(size, INK, bold=True)
    press.write_at(*_SELLER, name, height=size / 2)
    press.pen(9, SOFT)
    for line in rest:
        press.write_at(*_SELLER, line, height=4.6)


def _pair(press: Press, pair: Pair, start: float, width: float, *, bold: bool = False) -> None:
    """A label and, at the column's end, what it stands for."""
    label, value = pair
    top, labels = press.y, width * 0.4
    press.pen(11 if bold else 9, INK if bold else SOFT, bold=bold)
    press.write_at(start, labels, label, height=5.6)
    below = press.y
    press.set_y(top)
    press.pen(11 if bold else 9, INK, bold=bold)
    press.write_at(start + labels, width - labels, value, height=5.6, end=True)
    press.set_y(max(press.y, below))


def _services(press: Press, sheet: Sheet) -> None:
    _headings(press, sheet.headings)
    for row in sheet.rows:
        if not press.room_for(22):
            press.add_page()
            _headings(press, sheet.headings)
        _service(press, row)
        press.rule()
        press.ln(2)


def _headings(press: Press, headings: Sequence[str]) -> None:
    press.set_fill_color(*TINT)
    press.rect(press.l_margin, press.y, press.epw, 8, style="F")
    press.ln(1.5)
    press.pen(8.5, SOFT, bold=True)
    first, *others = headings
    top = press.y
    press.write_at(2, _SERVICE, first)
    _figures(press, top, others)
    press.set_y(top + 9)


def _service(press: Press, row: Row) -> None:
    top = press.y
    press.pen(9.5, INK, bold=True)
    press.write_at(2, _SERVICE, row.title)
    press.pen(8.5, SOFT)
    press.write_at(2, _SERVICE, row.below, height=4.6)
    below = press.y
    press.pen(9, INK)
    _figures(press, top, row.figures)
    press.set_y(below + 2)


def _figures(press: Press, top: float, figures: Sequence[str]) -> None:
    for (start, width), figure in zip(_FIGURES, figures, strict=True):
        press.set_y(top)
        press.write_at(start, width, figure, end=True)


def _totals(press: Press, sheet: Sheet) -> None:
    if not press.room_for(45):
        press.add_page()
    press.ln(3)
    for pair in sheet.sums:
        _pair(press, pair, *_SUMS)
    press.ln(1)
    press.rule(*_SUMS)
    press.ln(1.5)
    _pair(press, sheet.total, *_SUMS, bold=True)
    press.ln(1)
    for pair in sheet.settled:
        _pair(press, pair, *_SUMS)
