"""Links to an offering as the API reads and writes them."""

from marshmallow import fields, validate

from app.http.paging import PagingQuery
from app.http.schemas import Instant, Schema
from app.providers.schemas.words import Whole


class NewLink(Schema):
    """`maxUses` 1 makes a link that is good for one booking; without a number or a date there is no end."""

    label = fields.String(load_default="", validate=validate.Length(max=120))
    max_uses = Whole(1, 100_000, allow_none=True, load_default=None)
    expires_at = Instant(allow_none=True, load_default=None)


class LinkQuery(PagingQuery):
    """Pages of an offering's links, the newest first."""


class LinkOut(Schema):
    """`uses` counts the bookings that stand on it: what comes to nothing gives its use back."""

    id = fields.Integer(required=True)
    offering_id = fields.Integer(required=True)
    label = fields.String(required=True)
    max_uses = fields.Integer(required=True, allow_none=True)
    uses = fields.Integer(required=True)
    expires_at = Instant(required=True, allow_none=True)
    revoked_at = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)


class MintedLink(LinkOut):
    """`token` is shown this once: what is kept of it cannot be turned back."""

    token = fields.String(required=True, validate=validate.Length(min=1))
