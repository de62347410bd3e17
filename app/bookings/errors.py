"""Refusals of bookings, with the codes that clients read."""

from app.kernel.errors import Conflict, NotFound


class SlotTaken(Conflict):
    code = "SLOT_TAKEN"
    message = "This time has just been taken."


class NotOffered(Conflict):
    """The rules changed between the request and the reservation."""

    code = "NOT_OFFERED"
    message = "This time is no longer offered."


class AlreadyRequested(Conflict):
    code = "ALREADY_REQUESTED"
    message = "You have asked for this time already."


class WrongState(Conflict):
    code = "WRONG_STATE"
    message = "The booking is not in a state that allows this."


class TooManyHolds(Conflict):
    code = "TOO_MANY_HOLDS"
    message = "You hold as many times as one may: submit one of them or let it go."


class SeriesConflicts(Conflict):
    code = "SERIES_CONFLICTS"
    message = "Not all of these times are free: decide what becomes of the others."


class BookingsAhead(Conflict):
    code = "BOOKINGS_AHEAD"
    message = "There are open bookings ahead."


class UnknownProvider(NotFound):
    message = "There is no such provider."


class UnknownOffering(NotFound):
    message = "The provider has no such offering."
