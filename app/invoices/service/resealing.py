"""After a change of the site's secret: names and tax ids move under its key, so that the old one can go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.invoices import queries
from app.invoices.models import BuyerBilling, Invoice, SellerBilling
from app.invoices.sealed import resealed
from app.invoices.service.filing import place_of
from app.invoices.service.parties import buyer_place, seller_place

BATCH = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """A table's sealed column, and how the place of a row is called."""

    key: InstrumentedAttribute[int]
    sealed: InstrumentedAttribute[Any]
    place: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Batch:
    last_id: int
    resealed: int


SHELVES = (
    Shelf(SellerBilling.provider_id, SellerBilling.tax_id_sealed, seller_place),
    Shelf(BuyerBilling.user_id, BuyerBilling.tax_id_sealed, buyer_place),
    Shelf(Invoice.id, Invoice.parties_sealed, place_of),
)


def reseal(session: Session, shelf: Shelf, *, after: int) -> Batch | None:
    """Seal anew what an earlier secret sealed, in the next rows after this id; None at the end.

    What an invoice says stays as it is: only the key changes under which it rests.
    """
    held = queries.next_sealed(session, shelf.key, shelf.sealed, after=after, size=BATCH)
    anew = {key: text for key, old in held if (text := resealed(old, place=shelf.place(key)))}
    for key, text in anew.items():
        session.execute(update(shelf.key.class_).where(shelf.key == key).values({shelf.sealed: text}))
    return Batch(held[-1][0], len(anew)) if held else None
