"""Saying yes to a time that is kept: the form is filled in, and the booking goes its way."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.bookings import queries, rules
from app.bookings.errors import WrongState
from app.bookings.events import SubmitBooking
from app.bookings.models import Booking
from app.bookings.service.earlier import move_earlier
from app.bookings.service.freeing import tell_wish
from app.bookings.service.proceeding import proceed
from app.bookings.service.questionnaire import answer_form
from app.db.fast import within
from app.http import etag
from app.kernel.errors import Forbidden, InvalidInput
from app.kernel.money import Money
from app.ports import ports
from app.promotions.service.redeem import Redeem, redeem
from app.promotions.service.spend import spend


def submit_booking(session: Session, command: SubmitBooking, *, now: datetime) -> Booking:
    """Take what is kept for the client.

    Raises:
        NotFound, PreconditionFailed, PromoCodeRefused, PackageRefused.
        Forbidden: nobody but the client says yes.
        WrongState: nothing is kept any more. Of this and the deadline whoever has the row first wins.
    """
    booking, _ = queries.owned(session, command.booking_id, by=command.actor_id)
    if command.actor_id != booking.client_id:
        raise Forbidden("Only the client can submit a booking.")
    etag.demand(booking.version, command.version)
    if booking.step not in rules.UNSUBMITTED or not rules.in_time(booking.hold_expires_at, now):
        raise WrongState("This time is not kept for you any more, or is booked already.")

    if booking.replaces_id is not None:
        tell_wish(session, booking)
        move_earlier(session, booking, actor_id=command.actor_id, now=now)
        return booking
    booking.notes = command.notes or booking.notes
    answer_form(session, within(session), booking.id, command.answers)
    _pay_otherwise(session, booking, command)
    proceed(
        session,
        booking,
        needs_approval=queries.needs_approval(session, booking),
        pay_until=now + ports().site.hold,
        now=now,
        actor_id=command.actor_id,
    )
    return booking


def _pay_otherwise(session: Session, booking: Booking, command: SubmitBooking) -> None:
    """A credit of a package pays all of it, a promo code takes something off."""
    if command.package_purchase_id is not None:
        if booking.seats > 1:
            raise InvalidInput.at("packagePurchaseId", "A package pays for one seat.")
        spend(within(session), command.package_purchase_id, booking.client_id, booking.offering_id)
        booking.package_purchase_id, booking.amount_minor = command.package_purchase_id, 0
    elif command.promo_code is not None:
        asked = Redeem(
            provider_id=booking.provider_id,
            offering_id=booking.offering_id,
            client_id=booking.client_id,
            code=command.promo_code,
            price=Money(booking.amount_minor, booking.currency),
        )
        redeemed = redeem(within(session), asked)
        booking.promo_code_id, booking.discount_minor = redeemed.promo_code_id, redeemed.discount_minor
        booking.amount_minor -= redeemed.discount_minor
    if booking.card_hold:
        booking.card_hold = booking.payment_required = booking.at_stake_minor > 0
    booking.payment_required = booking.payment_required and booking.amount_minor > 0
    session.flush()  # what is due follows from the amount, and the database knows how
