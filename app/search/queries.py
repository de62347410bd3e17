"""The search as plain SQL: published providers of living accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from app.http.paging import Paging
from app.kernel.money import EXPONENT, uncommon_exponents
from app.providers.models import Provider
from app.providers.queries import ALIVE

MOST_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search; what is None does not narrow it."""

    paging: Paging
    sort: str
    q: str | None = None
    specialization: str | None = None
    language: str | None = None
    rating_min: float | None = None
    price_min: float | None = None
    price_max: float | None = None
    currency: str | None = None


# Each rate in major units, so that 45 dollars and 5000 yen can be asked for as people write them.
_rate = Provider.hourly_rate_minor / case(
    {currency: float(10**digits) for currency, digits in uncommon_exponents().items()},
    value=Provider.currency,
    else_=float(10**EXPONENT),
)
_TEXT = func.concat_ws(
    " ",
    Provider.name,
    Provider.bio,
    func.replace(func.array_to_string(Provider.specializations, " "), "_", " "),
    func.array_to_string(Provider.languages, " "),
)
_ORDERS: dict[str, tuple[Any, ...]] = {
    "rating": (Provider.rating.desc().nulls_last(), Provider.total_reviews.desc()),
    "price": (_rate.asc(),),
    "name": (func.lower(Provider.name).asc(),),
}


def found(session: Session, wanted: Wanted) -> Sequence[Provider]:
    """One page, in the order asked for; the id settles what is equal."""
    ordered = select(Provider).where(_matching(wanted)).order_by(*_ORDERS[wanted.sort], Provider.id)
    return session.scalars(ordered.offset(wanted.paging.offset).limit(wanted.paging.size)).all()


def count(session: Session, wanted: Wanted) -> int:
    return session.scalar(select(func.count()).select_from(Provider).where(_matching(wanted))) or 0


def _matching(wanted: Wanted) -> ColumnElement[bool]:
    return and_(Provider.published, ALIVE, *_words(wanted), *_facets(wanted), *_figures(wanted))


def _words(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Every word has to stand somewhere in what the provider says of themselves."""
    words = (wanted.q or "").replace("_", " ").split()[:MOST_WORDS]
    return [_TEXT.icontains(word, autoescape=True) for word in words]


def _facets(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.specialization is not None:
        conditions.append(Provider.specializations.contains([wanted.specialization]))
    if wanted.language is not None:
        conditions.append(Provider.languages.contains([wanted.language]))
    if wanted.currency is not None:
        conditions.append(Provider.currency == wanted.currency)
    return conditions


def _figures(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.rating_min is not None:
        conditions.append(Provider.rating >= wanted.rating_min)
    if wanted.price_min is not None:
        conditions.append(_rate >= wanted.price_min)
    if wanted.price_max is not None:
        conditions.append(_rate <= wanted.price_max)
    return conditions
