"""The paper as its reader sees it; the text of each is kept in `golden/`.

WRITE_GOLDEN=1 python -m pytest tests/invoices/test_printing.py -n 0
"""

import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.accounts.fields import LOCALES
from app.invoices import pdf
from app.invoices.pdf.sheet import sheet_of
from app.invoices.pdf.words import CATALOGUES
from app.invoices.rules import Kind
from app.invoices.rules.paper import Paper, Party
from tests.factories.papers import LINE, a_paper

FOLDER = Path(__file__).parent / "golden"
SHAYMA = Party(
    name="مركز شيماء للتدريب",
    address_lines=("شارع الخليج 12", "13001 الكويت"),
    country="KW",
    tax_id="300123456700003",
)
ZOE = Party(name="Ζωή Παπαδοπούλου / Иван Петров", address_lines=("Ερμού 12",), country="GR")
NOTE: dict[str, Any] = {
    "kind": Kind.CREDIT_NOTE,
    "number": "CN-2026-000004",
    "corrects": "INV-2026-000123",
}
YEN = replace(LINE, net=4091, rate=1000, tax=409, gross=4500)
DINAR = replace(LINE, net=4286, rate=500, tax=214, gross=4500, served_on=date(2027, 1, 2))
PAPERS = {
    "en.invoice": a_paper(note="Thank you for coming."),
    "en.tax_on_top": a_paper(paid=3782),
    "de.invoice": a_paper(language="de", buyer=Party(name="Jörg Groß & Söhne", tax_id="ATU12345678")),
    "de.two_pages": a_paper(language="de", lines=(LINE,) * 14, paid=4500 * 14),
    "es.credit_note": a_paper(language="es", currency="JPY", lines=(YEN,), **NOTE),
    "ar.invoice": a_paper(language="ar", currency="KWD", lines=(DINAR,), seller=SHAYMA, buyer=ZOE),
}


def text_of(file: bytes) -> str:
    pages = PdfReader(io.BytesIO(file)).pages
    return "\n--- next page ---\n".join(page.extract_text() for page in pages) + "\n"


@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_reads_as_it_did(name: str) -> None:
    golden = FOLDER / f"{name}.txt"

    written = text_of(pdf.print_out(PAPERS[name]))

    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(written)
    assert written == golden.read_text(), f"{name} changed: if that is meant, run with WRITE_GOLDEN=1"


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = PAPERS["ar.invoice"]

    assert pdf.print_out(paper) == pdf.print_out(replace(paper))


def test_it_is_a_file_of_some_kilobytes_with_a_title_and_a_language() -> None:
    file = pdf.print_out(a_paper(language="de"))
    document = PdfReader(io.BytesIO(file))

    assert len(file) < 64 * 1024
    assert document.metadata is not None
    assert document.metadata.title == "Rechnung INV-2026-000123"
    assert document.trailer["/Root"]["/Lang"] == "de"


def test_every_language_of_the_product_has_its_words() -> None:
    assert set(CATALOGUES) == set(LOCALES)


@pytest.mark.parametrize("language", ["en", "xx", "en-GB", ""])
def test_an_unknown_language_is_english(language: str) -> None:
    assert sheet_of(a_paper(language=language)).title == "Invoice"


def test_letters_the_font_lacks_show_as_such() -> None:
    written = text_of(pdf.print_out(a_paper(buyer=Party(name="鈴木 Hana\u061c"))))

    assert "\N{REPLACEMENT CHARACTER}" * 2 + " Hana\n" in written


@pytest.mark.parametrize(
    "paper",
    [
        a_paper(note="word " * 100, seller=Party(name="W" * 200, address_lines=("M" * 120,) * 5)),
        a_paper(buyer=Party(name="()\\<>{}[]%/#", address_lines=("</script>", "\\n(x"))),
        a_paper(lines=(replace(LINE, title="T" * 200, net=10**10, tax=0, gross=10**10),), paid=10**10),
    ],
)
def test_the_longest_and_the_oddest_words_can_be_printed(paper: Paper) -> None:
    assert PdfReader(io.BytesIO(pdf.print_out(paper))).pages[0].extract_text()
