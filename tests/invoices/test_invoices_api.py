"""/v1/invoices, as Ada, Ben and Cleo see it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from app.ports import ports
from tests.api import refused_fields
from tests.counting import statements_counted
from tests.factories.payments import row
from tests.invoices.papers import bought, give_back, papers, taxed
from tests.payments.stage import Stage


def listed(site: Stage, by: int, query: str = "") -> list[str]:
    answer = site.call("GET", f"/v1/invoices{query}", by=by)
    assert answer.status_code == 200, answer.text
    return [one["number"] for one in answer.json["data"]]


def shown(site: Stage, invoice_id: int, *, by: int, role: str = "CLIENT") -> TestResponse:
    return site.call("GET", f"/v1/invoices/{invoice_id}", by=by, role=role)


@pytest.fixture
def sold(site: Stage) -> int:
    taxed(site, 2000)
    return bought(site)


def test_both_sides_see_it_and_nobody_else(site: Stage, sold: int) -> None:
    [invoice] = papers(sold)
    who = site.people

    assert listed(site, who.ben) == listed(site, who.ada) == [invoice.number]
    assert listed(site, who.cleo) == []
    for path in ("", "/pdf"):
        answers = [
            site.call("GET", f"/v1/invoices/{invoice.id}{path}", by=by, role=role).status_code
            for by, role in (
                (who.ben, "CLIENT"),
                (who.ada, "PROVIDER"),
                (who.admin, "ADMIN"),
                (who.cleo, "CLIENT"),
            )
        ]
        assert answers == [200, 200, 200, 404]
        assert site.call("GET", f"/v1/invoices/{invoice.id}{path}").status_code == 401


def test_the_list_can_be_narrowed(site: Stage, sold: int) -> None:
    other = bought(site)
    give_back(sold, 4500)
    who, [first, note], [second] = site.people, papers(sold), papers(other)

    assert listed(site, who.ben, "?kind=INVOICE") == [second.number, first.number]
    assert listed(site, who.ben, "?kind=CREDIT_NOTE") == [note.number]
    assert listed(site, who.ben, f"?bookingId={row(other).booking_id}") == [second.number]
    assert listed(site, who.ben, "?role=provider") == listed(site, who.ada, "?role=client") == []
    assert len(listed(site, who.ada, "?role=provider")) == 3
    assert listed(site, who.ben, "?size=1&page=3") == [first.number]
    tomorrow = (ports().clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert listed(site, who.ben, f"?from={tomorrow}") == []
    assert len(listed(site, who.ben, f"?to={tomorrow}")) == 3


def test_a_list_takes_two_statements_however_long_it_is(site: Stage, sold: int) -> None:
    for amount in (100, 200, 300):
        give_back(sold, amount)

    with statements_counted() as seen:
        assert len(listed(site, site.people.ben)) == 4

    assert len(seen) == 2, seen


def test_one_invoice_says_all_that_stands_on_the_paper(site: Stage, sold: int) -> None:
    [invoice] = papers(sold)

    answer: dict[str, Any] = shown(site, invoice.id, by=site.people.ben).json["data"]

    assert (answer["number"], answer["kind"]) == (invoice.number, "INVOICE")
    assert [answer[name] for name in ("net", "tax", "gross", "paid")] == [37.5, 7.5, 45.0, 45.0]
    assert answer["seller"]["name"] == "Ada Lovelace Ltd"
    assert answer["buyer"] == {"name": "Ben Example", "addressLines": [], "country": None, "taxId": None}
    assert [(line["title"], line["taxRate"], line["gross"]) for line in answer["lines"]] == [
        ("Lesson", 2000, 45.0)
    ]


def test_a_credit_note_names_what_it_corrects(site: Stage, sold: int) -> None:
    give_back(sold, 1200)
    invoice, note = papers(sold)

    answer = shown(site, note.id, by=site.people.ben).json["data"]

    assert (answer["correctsId"], answer["correctsNumber"]) == (invoice.id, invoice.number)
    assert [answer[name] for name in ("net", "tax", "gross", "paid")] == [10.0, 2.0, 12.0, 12.0]


def test_the_pdf_is_a_file_for_its_reader_alone(site: Stage, sold: int) -> None:
    [invoice] = papers(sold)
    path = f"/v1/invoices/{invoice.id}/pdf"

    first, again = (site.call("GET", path, by=site.people.ben) for _ in range(2))

    assert first.mimetype == "application/pdf"
    assert first.headers["Content-Disposition"] == f'attachment; filename="{invoice.number}.pdf"'
    assert first.headers["Cache-Control"] == "private, no-store"
    assert invoice.number in PdfReader(io.BytesIO(first.data)).pages[0].extract_text()
    assert first.data == again.data


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=RECEIPT", "kind"),
        ("role=admin", "role"),
        ("bookingId=0", "bookingId"),
        ("from=yesterday", "from"),
        ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to"),
        ("size=101", "size"),
        ("colour=red", "colour"),
    ],
)
def test_a_bad_filter_is_named(site: Stage, query: str, field: str) -> None:
    answer = site.call("GET", f"/v1/invoices?{query}", by=site.people.ben)

    assert refused_fields(answer) == {field}
