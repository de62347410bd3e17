"""Reviews as they are written, read and decided on."""

from typing import Any

from marshmallow import fields, post_load, validate

from app.http.paging import PagingQuery
from app.http.schemas import Instant, Pagination, Schema
from app.reviews.rules import LONGEST_COMMENT
from app.reviews.service.writing import Opinion

SORTS = ("newest", "oldest", "highest", "lowest")


class ReviewQuery(PagingQuery):
    """Pages of a provider's reviews."""

    sort = fields.String(load_default="newest", validate=validate.OneOf(SORTS))


class ReviewIn(Schema):
    rating = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=5))
    comment = fields.String(load_default="", validate=validate.Length(max=LONGEST_COMMENT))

    @post_load
    def _opinion(self, data: dict[str, Any], **_: Any) -> Opinion:
        return Opinion(**data)


class ReplyIn(Schema):
    """`null` takes the answer back."""

    reply = fields.String(
        required=True, allow_none=True, validate=validate.Length(min=1, max=LONGEST_COMMENT)
    )


class ReportIn(Schema):
    reason = fields.String(required=True, validate=validate.Length(min=1, max=500))


class DecisionIn(Schema):
    decision = fields.String(required=True, validate=validate.OneOf(["HIDE", "KEEP"]))


class ReviewOut(Schema):
    """`clientName` is a first name alone; none where the account is gone."""

    id = fields.Integer(required=True)
    rating = fields.Integer(required=True)
    comment = fields.String(required=True)
    client_name = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    edited_at = Instant(required=True, allow_none=True)
    reply = fields.String(required=True, allow_none=True)
    replied_at = Instant(required=True, allow_none=True)


class ReviewList(Schema):
    """`histogram` counts how often each number of stars, `1` to `5`, was given over all pages."""

    enveloped = False

    data = fields.List(fields.Nested(ReviewOut), required=True)
    pagination = fields.Nested(Pagination, required=True)
    histogram = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class ReportedReview(Schema):
    """A review that waits for a decision."""

    id = fields.Integer(required=True)
    provider_id = fields.Integer(required=True)
    rating = fields.Integer(required=True)
    comment = fields.String(required=True)
    hidden_at = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)
    reports = fields.Integer(required=True)
    reasons = fields.List(fields.String(), required=True)
    reported_at = Instant(required=True)


class ReportedQuery(PagingQuery):
    """Pages of reported reviews."""
