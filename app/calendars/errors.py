"""Refusals of this feature, with the codes that clients read."""

from app.kernel.errors import Conflict, InvalidInput, NotFound


class UnknownConsent(InvalidInput):
    """The state is unknown, too old, used, or somebody else's."""

    code = "CONSENT_NOT_USABLE"
    message = "This consent cannot be used: begin again."


class NotConnected(Conflict):
    code = "CALENDAR_NOT_CONNECTED"
    message = "The calendar's account must be connected again first."


class WishDecided(Conflict):
    code = "WISH_DECIDED"
    message = "This was decided already, or the booking changed meanwhile."


class TooMany(Conflict):
    code = "TOO_MANY_CALENDARS"
    message = "Disconnect one first."


class UnknownFeed(NotFound):
    message = "There is no such feed, or no longer."
