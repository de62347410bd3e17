"""Hosts of an offering, for its owner and for themselves."""

from marshmallow import fields, validate

from app.http.paging import PagingQuery
from app.http.schemas import Id, Instant, Schema
from app.providers.schemas.offering import ASSIGNMENTS
from app.providers.schemas.words import Whole

STATUSES = ["INVITED", "SERVING"]


class HostChange(Schema):
    """What is left out stays as it is.

    In a round robin the free host of the highest `priority` is booked; of several the one who has the fewest
    bookings for their `weight`.
    """

    weight = Whole(1, 100)
    priority = Whole(0, 9)


class NewHost(HostChange):
    """A provider to be asked whether they serve the offering. Oneself need not agree."""

    provider_id = Id(required=True)


class HostOut(Schema):
    provider_id = fields.Integer(required=True, attribute="host.provider_id")
    name = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(STATUSES), attribute="host.status")
    weight = fields.Integer(required=True, attribute="host.weight")
    priority = fields.Integer(required=True, attribute="host.priority")
    accepted_at = Instant(required=True, allow_none=True, attribute="host.accepted_at")
    created_at = Instant(required=True, attribute="host.created_at")


class HostingQuery(PagingQuery):
    """Pages of what I serve, or am asked to."""


class HostingOut(Schema):
    """An offering that I serve, or am asked to serve: whose it is, and how long it lasts."""

    offering_id = fields.Integer(required=True, attribute="offering.id")
    title = fields.String(required=True, attribute="offering.title")
    duration_minutes = fields.Integer(required=True, attribute="offering.duration_minutes")
    assignment = fields.String(
        required=True, validate=validate.OneOf(ASSIGNMENTS), attribute="offering.assignment"
    )
    owner_id = fields.Integer(required=True, attribute="owner.id")
    owner_name = fields.String(required=True, attribute="owner.name")
    status = fields.String(required=True, validate=validate.OneOf(STATUSES), attribute="host.status")
    accepted_at = Instant(required=True, allow_none=True, attribute="host.accepted_at")
    created_at = Instant(required=True, attribute="host.created_at")
