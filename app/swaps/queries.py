"""Every SELECT of swaps: each side sees the times, nobody sees whose the other one is."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.bookings.models import Booking
from app.db.fast import Row
from app.http.paging import Page, Paging
from app.providers.models import Offering
from app.swaps.models import Swap
from app.swaps.rules import SwapStatus


def counterpart(session: Session, mine: Booking, start: datetime) -> Booking | None:
    """The firm booking of somebody else with the same provider that begins at this instant."""
    wanted = select(Booking).where(
        Booking.provider_id == mine.provider_id,
        Booking.start_time == start,
        Booking.offering_id == mine.offering_id,
        Booking.seats == mine.seats,
        Booking.status == "CONFIRMED",
        Booking.client_id != mine.client_id,
    )
    return session.scalars(wanted.order_by(Booking.id).limit(1)).one_or_none()


def needs_approval(session: Session, offering_id: int) -> bool:
    return bool(session.scalar(select(Offering.needs_approval).where(Offering.id == offering_id)))


def swap(session: Session, swap_id: int, *, viewer: int) -> Swap | None:
    """A swap of which the viewer is a side."""
    return session.scalars(select(Swap).where(Swap.id == swap_id, _mine(viewer))).one_or_none()


def locked(session: Session, swap_id: int) -> Swap | None:
    wanted = select(Swap).where(Swap.id == swap_id).with_for_update()
    return session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def page(session: Session, viewer: int, paging: Paging) -> Page:
    """Proposed by the viewer or to them, the newest first."""
    total = session.scalar(select(func.count()).select_from(Swap).where(_mine(viewer))) or 0
    wanted = select(Swap).where(_mine(viewer)).order_by(Swap.created_at.desc(), Swap.id.desc())
    found = session.scalars(wanted.limit(paging.size).offset(paging.offset)).all()
    return Page([shown(swap, viewer) for swap in found], total, paging)


def shown(swap: Swap, viewer: int) -> Row:
    """From the viewer's side: what they give and what they get."""
    asked = swap.other_client_id == viewer
    mine, theirs = (
        (swap.other_start_time, swap.start_time) if asked else (swap.start_time, swap.other_start_time)
    )
    return {
        "id": swap.id,
        "booking_id": swap.other_booking_id if asked else swap.booking_id,
        "side": "ASKED" if asked else "PROPOSED",
        "gives": mine,
        "gets": theirs,
        "status": swap.status,
        "expires_at": swap.expires_at,
        "created_at": swap.created_at,
    }


def open_for(session: Session, booking_id: int) -> datetime | None:
    """The time that this booking's client was asked to take, while they can answer."""
    asked = (Swap.other_booking_id == booking_id, Swap.status == SwapStatus.PROPOSED)
    return session.scalar(select(Swap.start_time).where(*asked))


def refused_for(session: Session, booking_id: int) -> datetime | None:
    """The time that this booking's client wanted last, and did not get."""
    ended = (SwapStatus.DECLINED, SwapStatus.LAPSED)
    wanted = select(Swap.other_start_time).where(Swap.booking_id == booking_id, Swap.status.in_(ended))
    return session.scalar(wanted.order_by(Swap.updated_at.desc()).limit(1))


def overdue(session: Session, late: datetime) -> list[int]:
    """Proposals whose end nobody noted."""
    wanted = select(Swap.id).where(Swap.status == SwapStatus.PROPOSED, Swap.expires_at < late)
    return list(session.scalars(wanted))


def _mine(viewer: int) -> ColumnElement[bool]:
    return or_(Swap.client_id == viewer, Swap.other_client_id == viewer)
