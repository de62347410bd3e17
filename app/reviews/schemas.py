"""Reviews as anybody reads them."""

from marshmallow import fields

from app.http.paging import PagingQuery
from app.http.schemas import Instant, Schema


class ReviewQuery(PagingQuery):
    """Pages of a provider's reviews, the newest first."""


class ReviewOut(Schema):
    """`clientName` is a first name alone; none where the account is gone."""

    id = fields.Integer(required=True)
    rating = fields.Integer(required=True)
    comment = fields.String(required=True)
    client_name = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    reply = fields.String(required=True, allow_none=True)
    replied_at = Instant(required=True, allow_none=True)
