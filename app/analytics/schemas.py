"""Figures as the API tells them."""

from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from app.accounts.fields import ZoneName
from app.http.schemas import FIRST_YEAR, LAST_YEAR, Instant, Schema, Sum


def _sane(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(f"Must lie between the years {FIRST_YEAR} and {LAST_YEAR}.")


class ProviderPeriod(Schema):
    """Dates of the provider's own zone, both included: by default the thirty that end today."""

    first = fields.Date(data_key="from", load_default=None, validate=_sane)
    last = fields.Date(data_key="to", load_default=None, validate=_sane)


class SitePeriod(ProviderPeriod):
    """Dates of `timezone`, by default UTC."""

    timezone = ZoneName(load_default="UTC")


class Revenue(Schema):
    """In major units, by the date on which the money moved. `net` = captured - refunded - lost - fees.

    Less than nothing where money came back that had gone on an earlier date.
    """

    currency = fields.String(required=True)
    captured = Sum(required=True)
    refunded = Sum(required=True)
    lost = Sum(required=True)
    fees = Sum(required=True)
    net = Sum(required=True)


class LeadTime(Schema):
    """How long before their time bookings were made; `null` without any."""

    mean_minutes = fields.Float(required=True, allow_none=True)
    median_minutes = fields.Float(required=True, allow_none=True)


class Counted(Schema):
    """`bookings` stood or still stand: confirmed, completed or missed. All by the date of their start."""

    bookings = fields.Integer(required=True)
    completed = fields.Integer(required=True)
    cancelled = fields.Integer(required=True)
    no_shows = fields.Integer(required=True)
    booked_minutes = fields.Integer(required=True)
    revenue = fields.List(fields.Nested(Revenue), required=True)


class SiteDay(Counted):
    """One date of the whole site."""

    date = fields.Date(required=True)


class ProviderDay(SiteDay):
    """`occupancy` is booked ÷ open minutes; `null` on a date without hours."""

    open_minutes = fields.Integer(required=True)
    occupancy = fields.Float(required=True, allow_none=True)


class Totals(Counted):
    """`returningClients` were there in the period, and not for the first time."""

    clients = fields.Integer(required=True)
    returning_clients = fields.Integer(required=True)
    lead_time = fields.Nested(LeadTime, required=True)


class ProviderTotals(Totals):
    """A provider's, over all dates."""

    open_minutes = fields.Integer(required=True)
    occupancy = fields.Float(required=True, allow_none=True)


class SiteTotals(Totals):
    """The site's, over all dates."""

    new_clients = fields.Integer(required=True)
    new_providers = fields.Integer(required=True)
    active_providers = fields.Integer(required=True)
    reviews = fields.Integer(required=True)
    average_rating = fields.Float(required=True, allow_none=True)


def _kinds() -> fields.Dict:
    return fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class Live(Schema):
    """What happened since midnight, by kind of event; some seconds old at most."""

    since = Instant(required=True)
    events = _kinds()


class Happened(Schema):
    """How often each kind of event was written on a date."""

    date = fields.Date(required=True)
    events = _kinds()


class Activity(Schema):
    """`countedBy` says who added up: `opensearch`, or `postgresql` where there is none or it is away."""

    counted_by = fields.String(required=True, validate=validate.OneOf(["opensearch", "postgresql"]))
    days = fields.List(fields.Nested(Happened), required=True)


class ProviderAnalytics(Schema):
    """Exact figures from the database, and what is happening today."""

    provider_id = fields.Integer(required=True)
    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    timezone = fields.String(required=True)
    totals = fields.Nested(ProviderTotals, required=True)
    days = fields.List(fields.Nested(ProviderDay), required=True)
    today = fields.Nested(Live, required=True)


class SiteAnalytics(Schema):
    """The same over everybody, and how the site grows."""

    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    timezone = fields.String(required=True)
    totals = fields.Nested(SiteTotals, required=True)
    days = fields.List(fields.Nested(SiteDay), required=True)
    activity = fields.Nested(Activity, required=True)
    today = fields.Nested(Live, required=True)


def shown(report: Any) -> dict[str, Any]:
    """A report as both answers begin."""
    window = report.window
    return {
        "first": window.first,
        "last": window.last,
        "timezone": window.zone,
        "totals": report.totals,
        "days": report.days,
    }
