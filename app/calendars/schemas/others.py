"""Feeds, rules, wishes and conflicts as the API reads and writes them."""

from marshmallow import fields, validate

from app.calendars.rules.words import Deleted, Moved, WishKind, WishState
from app.http.paging import PagingQuery
from app.http.schemas import Instant, Schema


class FeedIn(Schema):
    label = fields.String(load_default="", validate=validate.Length(max=100))


class FeedOut(Schema):
    """A secret address of one's bookings; the address itself is told once, when it is made."""

    id = fields.Integer(required=True)
    label = fields.String(required=True)
    created_at = Instant(required=True)
    read_at = Instant(required=True, allow_none=True)


class FeedMade(FeedOut):
    url = fields.String(required=True)


class CalendarRulesIn(Schema):
    """What follows when somebody moves or deletes our event in a calendar."""

    moved = fields.String(required=True, validate=validate.OneOf([*Moved]))
    deleted = fields.String(required=True, validate=validate.OneOf([*Deleted]))


class CalendarRulesOut(Schema):
    moved = fields.String(required=True, validate=validate.OneOf([*Moved]))
    deleted = fields.String(required=True, validate=validate.OneOf([*Deleted]))


class WishQuery(PagingQuery):
    """Pages of what was done to your bookings' events, the latest first."""


class EventWishOut(Schema):
    """Our event was moved to `startTime`, or deleted. OPEN ones wait for your word."""

    id = fields.Integer(required=True)
    booking_id = fields.Integer(required=True)
    calendar_id = fields.Integer(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([*WishKind]))
    start_time = Instant(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf([*WishState]))
    made_at = Instant(required=True)
    decided_at = Instant(required=True, allow_none=True)


class ConflictQuery(PagingQuery):
    """Pages of bookings over which an outside event came to stand, the nearest first."""


class ConflictOut(Schema):
    booking_id = fields.Integer(required=True)
    start_time = Instant(required=True)
    end_time = Instant(required=True)
    calendar_id = fields.Integer(required=True)
    calendar_name = fields.String(required=True)
    busy_from = Instant(required=True)
    busy_until = Instant(required=True)
    found_at = Instant(required=True)


class NoticeReceived(Schema):
    received = fields.Boolean(required=True)
