"""Base of all schemas: camelCase outside, snake_case inside, unknown fields refused; and our field types."""

import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

import marshmallow as ma
from marshmallow import fields, validate

BIGGEST_ID = 10**15 - 1  # what every reader of JSON keeps exactly: less than 2**53
FIRST_YEAR, LAST_YEAR = 1900, 2999
TOO_MUCH_MONEY = 10**8


def camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


class Schema(ma.Schema):
    """Input and output of the API. `data_key` is the camelCase of the attribute unless given.

    Answers stand in `{"data": …}`; a schema that is not `enveloped` is the whole body itself.
    """

    enveloped: ClassVar[bool] = True

    class Meta:
        unknown = ma.RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        if field_obj.data_key is None:
            field_obj.data_key = camel(field_name)


class Id(fields.Integer):
    """A numeric id: positive, and no larger than a number in JSON can be trusted to be."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(min=1, max=BIGGEST_ID), **kwargs)


class Flag(fields.Boolean):
    """True or false, and no other word for them."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        del attr, data, kwargs
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Instant(fields.AwareDateTime):
    """An instant: RFC 3339 with an offset coming in, UTC with `Z` going out.

    What comes in keeps away from the ends of Python's calendar, so that a few days can be added everywhere.
    """

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        del attr, obj, kwargs
        return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        parsed = super()._deserialize(value, attr, data, **kwargs)
        try:
            instant = parsed.astimezone(UTC)
        except OverflowError as error:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from error
        if not FIRST_YEAR <= instant.year <= LAST_YEAR:
            raise ma.ValidationError(f"Must lie between the years {FIRST_YEAR} and {LAST_YEAR}.")
        return instant


class Amount(fields.Field[Any]):
    """Money in major units as a JSON number, exact: in as Decimal, out of a Decimal."""

    default_error_messages = {  # noqa: RUF012 - marshmallow's own way of declaring them
        "invalid": "Not a valid amount.",
        "negative": "Must not be negative.",
        "too_large": "Must be less than 100,000,000.",
    }

    def _serialize(self, value: Decimal | None, attr: str | None, obj: Any, **kwargs: Any) -> float | None:
        del attr, obj, kwargs
        return None if value is None else float(value)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        del attr, data, kwargs
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.make_error("invalid")
        if value < 0:
            raise self.make_error("negative")
        if value >= TOO_MUCH_MONEY:
            raise self.make_error("too_large")
        return Decimal(str(value))


class Sum(Amount):
    """Many amounts added up, going out: as large as it gets, and it may be less than nothing."""


class ErrorDetail(Schema):
    field = fields.String(required=True)
    message = fields.String(required=True)


class ErrorBody(Schema):
    """What went wrong. Some refusals add facts of their own."""

    class Meta:
        unknown = ma.INCLUDE

    code = fields.String(required=True, validate=validate.Regexp(r"^[A-Z][A-Z_]*\Z"))
    message = fields.String(required=True)
    details = fields.List(fields.Nested(ErrorDetail), required=True)
    timestamp = Instant(required=True)
    path = fields.String(required=True)


class ErrorEnvelope(Schema):
    """The body of every 4xx and 5xx."""

    enveloped = False

    error = fields.Nested(ErrorBody, required=True)


class Pagination(Schema):
    page = fields.Integer(required=True)
    size = fields.Integer(required=True)
    total = fields.Integer(required=True)
    total_pages = fields.Integer(required=True)
