"""/v1/payments/history.csv: the history as a file that a spreadsheet may open."""

import csv
import io
from collections.abc import Iterator

import pytest
from sqlalchemy import update

from app.accounts.models import User
from app.db.session import reading, transaction
from app.http.csv_lines import lines
from app.payments.models import Payment
from app.payments.queries import Wanted
from app.payments.service.statement import Stretch, statement
from tests.api import refused_fields
from tests.factories.payments import payment
from tests.payments.stage import Stage


def table(site: Stage, by: int, query: str = "") -> list[dict[str, str]]:
    answer = site.call("GET", f"/v1/payments/history.csv{query}", by=by)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


def test_a_line_says_what_was_paid_for_what_and_by_whom(site: Stage) -> None:
    owed = payment(site.people, amount_minor=4500, currency="KWD", description="Lesson, 60 minutes")
    site.captured(owed)

    [line] = table(site, site.people.ben)

    assert (line["paymentId"], line["status"], line["currency"]) == (str(owed), "CAPTURED", "KWD")
    assert (line["provider"], line["client"]) == ("Ada's Piano", "Ben Example")
    assert (line["amount"], line["captured"], line["refunded"]) == ("4.500", "4.500", "0.000")
    assert line["description"] == "Lesson, 60 minutes"
    assert line["booking"].startswith("BK-")
    assert line["paidAt"].endswith("Z")


def test_each_side_has_its_own_and_cleo_none(site: Stage) -> None:
    mine = [str(payment(site.people)) for _ in range(2)]

    def ids(by: int, query: str = "") -> list[str]:
        return [line["paymentId"] for line in table(site, by, query)]

    assert ids(site.people.ben) == ids(site.people.ada) == mine[::-1]
    assert ids(site.people.cleo) == []
    assert ids(site.people.ben, "?role=client") == ids(site.people.ada, "?role=provider") == mine[::-1]
    assert ids(site.people.ben, "?role=provider") == ids(site.people.ben, "?status=CAPTURED") == []
    assert site.call("GET", "/v1/payments/history.csv").status_code == 401


def test_the_history_can_be_narrowed_to_one_side(site: Stage) -> None:
    payment(site.people)

    def total(by: int, role: str) -> int:
        answer = site.call("GET", f"/v1/payments/history?role={role}", by=by)
        found: int = answer.json["pagination"]["total"]
        return found

    assert (total(site.people.ben, "client"), total(site.people.ben, "provider")) == (1, 0)
    assert (total(site.people.ada, "client"), total(site.people.ada, "provider")) == (0, 1)


def stretches(user_id: int, size: int) -> Iterator[Stretch]:
    everything = Wanted(role=None, status=None, since=None, until=None)
    after, more = None, True
    while more:
        with reading() as session:
            stretch = statement(session, everything, user_id=user_id, after=after, size=size)
        yield stretch
        after, more = stretch.last, stretch.last is not None


def test_a_long_statement_comes_in_stretches_without_loss(site: Stage) -> None:
    paid = [str(payment(site.people)) for _ in range(4)]
    with transaction() as session:  # the same moment: then the id decides
        same = session.get_one(Payment, int(paid[0])).created_at
        session.execute(update(Payment).where(Payment.client_id == site.people.ben).values(created_at=same))

    found = list(stretches(site.people.ben, size=2))

    assert [len(stretch.rows) for stretch in found] == [2, 2, 0]
    assert sorted(row[0] for stretch in found for row in stretch.rows) == sorted(paid)


def test_it_is_a_file_for_its_reader_alone(site: Stage) -> None:
    answer = site.call("GET", "/v1/payments/history.csv", by=site.people.ben)

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="payments.csv"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.text.count("\r\n") == 1


def test_a_name_that_begins_like_a_formula_computes_nothing(site: Stage) -> None:
    with transaction() as session:
        evil = '=HYPERLINK("http://evil.example","Ben")'
        session.execute(update(User).where(User.id == site.people.ben).values(first_name=evil, last_name=""))
    payment(site.people)

    [line] = table(site, site.people.ada)

    assert line["client"] == f"'{evil}"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_what_could_compute_is_prefixed(start: str) -> None:
    [[cell]] = csv.reader(io.StringIO(lines([[f"{start}1"]]), newline=""))

    assert cell == f"'{start}1"


def test_commas_quotes_and_line_breaks_survive() -> None:
    cells = ["a,b", 'say "hi"', "two\r\nlines", "", "Ωμέγα"]

    assert lines([cells]).endswith("\r\n")
    assert list(csv.reader(io.StringIO(lines([cells]), newline=""))) == [cells]


@pytest.mark.parametrize(
    ("query", "field"), [("role=admin", "role"), ("status=PAID", "status"), ("page=1", "page")]
)
def test_a_bad_filter_is_named(site: Stage, query: str, field: str) -> None:
    answer = site.call("GET", f"/v1/payments/history.csv?{query}", by=site.people.ben)

    assert refused_fields(answer) == {field}
