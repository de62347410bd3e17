"""Every SELECT of series. Its two people see it, and administrators."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bookings import queries
from app.bookings.models import Booking
from app.bookings.series.models import Series
from app.db.fast import Row
from app.http.tokens import Principal
from app.kernel.errors import NotFound


def series(session: Session, series_id: int) -> Series | None:
    return session.get(Series, series_id)


def held(session: Session, series_id: int) -> Sequence[Booking]:
    """All appointments of a series, locked in the order of their ids."""
    wanted = select(Booking).where(Booking.series_id == series_id).order_by(Booking.id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).all()


def held_by_payment(session: Session, series_id: int) -> None:
    """The same, before the payment is locked: in this order everywhere."""
    session.execute(
        select(Booking.id).where(Booking.series_id == series_id).order_by(Booking.id).with_for_update()
    )


def shown(session: Session, series_id: int, viewer: Principal) -> tuple[Series, list[Row]]:
    """A series and its appointments as the API shows them, by their start.

    Raises:
        NotFound: there is none, or it is other people's.
    """
    found = series(session, series_id)
    rows = queries.shown_of_series(series_id, viewer) if found is not None else []
    if found is None or not rows:
        raise NotFound
    return found, rows
