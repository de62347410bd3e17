"""Accounts and calendars as the API reads and writes them."""

from marshmallow import fields, validate

from app.calendars.rules.words import Problem, State
from app.calendars.service.connecting import PASSWORD_KINDS
from app.http.schemas import Flag, Instant, Schema
from app.kernel.urls import LONGEST

KINDS = ("google", "microsoft", "caldav", "ics")
NEEDS = ("CONSENT", "PASSWORD", "ADDRESS")


class KindOut(Schema):
    """What can be connected here: by consent, with an address and a password, or with an address alone."""

    kind = fields.String(required=True)
    needs = fields.String(required=True, validate=validate.OneOf(NEEDS))
    writes = fields.Boolean(required=True)
    pushes = fields.Boolean(required=True)


class ConnectionIn(Schema):
    """An account that opens with an address. A CalDAV server needs a user name and a password too."""

    kind = fields.String(required=True, validate=validate.OneOf(PASSWORD_KINDS))
    url = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))
    username = fields.String(load_default="", validate=validate.Length(max=320))
    password = fields.String(load_default="", validate=validate.Length(max=500))


class ConnectionChange(Schema):
    """The password changed: connect the same account again."""

    password = fields.String(required=True, validate=validate.Length(min=1, max=500))


class CalendarOut(Schema):
    """One calendar of an account.

    `lastReadAt` says how fresh what is known of it is, `degraded` that this is older than it should be.
    `unreadEvents` counts those that nobody understood.
    """

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    writable = fields.Boolean(required=True)
    main = fields.Boolean(required=True)
    blocks = fields.Boolean(required=True)
    receives = fields.Boolean(required=True)
    tentative_blocks = fields.Boolean(required=True)
    whole_days_block = fields.Boolean(required=True)
    closed_when_unreadable = fields.Boolean(required=True)
    last_read_at = Instant(required=True, allow_none=True)
    degraded = fields.Boolean(required=True)
    pushed = fields.Boolean(required=True)
    unread_events = fields.Integer(required=True)
    problem = fields.String(required=True, allow_none=True, validate=validate.OneOf([*Problem]))


class ConnectionOut(Schema):
    """An account: CONNECTING until a worker opened it, LOST when it must be connected again."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    account = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf([*State]))
    problem = fields.String(required=True, allow_none=True, validate=validate.OneOf([*Problem]))
    calendars = fields.List(fields.Nested(CalendarOut), required=True)
    created_at = Instant(required=True)


class CalendarChoice(Schema):
    """What of a calendar counts. What is left out stays as it is."""

    blocks = Flag(load_default=None)
    receives = Flag(load_default=None)
    tentative_blocks = Flag(load_default=None)
    whole_days_block = Flag(load_default=None)
    closed_when_unreadable = Flag(load_default=None)


class ConsentIn(Schema):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))


class ConsentOut(Schema):
    """Send the person to `address`. They come back with a state and a code."""

    address = fields.String(required=True)
    expires_at = Instant(required=True)


class ConsentBack(Schema):
    """What the company sent the person back with. No code: they said no."""

    state = fields.String(required=True, validate=validate.Length(min=1, max=200))
    code = fields.String(load_default=None, validate=validate.Length(min=1, max=4000))
