"""Rooms and devices, and what an offering needs of them."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from app.http.paging import PagingQuery
from app.http.schemas import Id, Instant, Schema
from app.providers.rules import MOST_ALTERNATIVES, MOST_NEEDED
from app.providers.schemas.words import Text, Whole

KINDS = ["ROOM", "DEVICE"]


class Kind(fields.String):
    """ROOM or DEVICE; small letters inside."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.OneOf(KINDS), **kwargs)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        kind = super()._serialize(value, attr, obj, **kwargs)
        return None if kind is None else kind.upper()


class ResourceChange(Schema):
    """What is left out stays as it is."""

    kind = Kind()
    name = Text(120)

    @post_load
    def _as_stored(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return data | ({"kind": data["kind"].lower()} if "kind" in data else {})


class NewResource(ResourceChange):
    """A room or a device that bookings may take."""

    kind = Kind(required=True)
    name = Text(120, required=True)


class ResourceQuery(PagingQuery):
    """Pages of a provider's rooms and devices."""


class ResourceOut(Schema):
    id = fields.Integer(required=True)
    provider_id = fields.Integer(required=True)
    kind = Kind(required=True)
    name = fields.String(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


def _each_once(ids: list[int]) -> None:
    if len(set(ids)) < len(ids):
        raise ValidationError("Name each of them once.")


class NeedSchema(Schema):
    """So many of these: the first that are free, in this order."""

    any_of = fields.List(
        Id(),
        required=True,
        validate=[validate.Length(min=1, max=MOST_ALTERNATIVES), _each_once],
        metadata={"uniqueItems": True},
    )
    count = Whole(1, MOST_NEEDED, load_default=1, dump_default=1)


class Needs(Schema):
    """All that a booking takes besides somebody's time, in the place of what stood there."""

    needs = fields.List(fields.Nested(NeedSchema), required=True, validate=validate.Length(max=MOST_NEEDED))


class NeedsOut(Schema):
    offering_id = fields.Integer(required=True)
    needs = fields.List(fields.Nested(NeedSchema), required=True)
