"""Numbers without gaps: the counter rises in the transaction that issues, and falls back with it."""

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.invoices import queries
from app.invoices.models import Series
from app.invoices.rules import Kind, number_of


@dataclass(frozen=True, slots=True)
class Count:
    kind: Kind
    year: int
    number: int

    @property
    def text(self) -> str:
        return number_of(self.kind, self.year, self.number)


def take_turns(session: Session, provider_id: int, year: int) -> None:
    """From here to the end of the transaction nobody else issues for this provider in this year."""
    _locked(session, provider_id, Kind.INVOICE, year)


def next_number(session: Session, provider_id: int, kind: Kind, year: int) -> Count:
    series = _locked(session, provider_id, kind, year)
    series.last += 1
    session.flush()
    return Count(kind, year, series.last)


def _locked(session: Session, provider_id: int, kind: Kind, year: int) -> Series:
    beginning = {"provider_id": provider_id, "kind": kind, "year": year}
    session.execute(insert(Series).values(beginning).on_conflict_do_nothing())
    return queries.locked_series(session, provider_id, kind, year)
