"""How much is taken on in a day, a week or a month, as the API reads and writes it."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.http.schemas import Schema
from app.providers.schemas.words import Whole

PERIODS = ("DAY", "WEEK", "MONTH")
MONTH_MINUTES = 31 * 1440


class Limit(Schema):
    """At most so many bookings, or so many minutes of them, in each day, week (from Monday) or month."""

    period = fields.String(required=True, validate=validate.OneOf(PERIODS))
    count = Whole(1, 10_000, allow_none=True, load_default=None)
    minutes = Whole(5, MONTH_MINUTES, allow_none=True, load_default=None)

    @validates_schema
    def _something(self, data: dict[str, Any], **_: Any) -> None:
        if data["count"] is None and data["minutes"] is None:
            raise ValidationError("Name a count, minutes, or both.", "count")


class Limits(fields.List[dict[str, Any]]):
    """One limit for each period."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.Nested(Limit), validate=validate.Length(max=len(PERIODS)), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        limits: list[Any] = super()._deserialize(value, attr, data, **kwargs)
        for place, limit in enumerate(limits):
            if limit["period"] in {other["period"] for other in limits[:place]}:
                raise ValidationError({place: {"period": ["This period stands here twice."]}})
        return limits
