"""Messages, and what people chose about them, as the API shows them."""

from datetime import time
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import Id, Instant, Schema
from app.notifications.kinds import OPTIONAL, Channel, Kind
from app.notifications.models import DeliveryStatus
from app.providers.schemas.words import Flag


class NotificationQuery(PagingQuery):
    unread = fields.Boolean(load_default=False, metadata={"description": "Only what was not read yet."})


class NotificationOut(Schema):
    id = Id(required=True)
    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in Kind]})
    channel = fields.String(required=True, metadata={"enum": [channel.value for channel in Channel]})
    status = fields.String(required=True, metadata={"enum": [status.value for status in DeliveryStatus]})
    booking_id = fields.Integer(required=True, allow_none=True)
    created_at = Instant(required=True)
    sent_at = Instant(required=True, allow_none=True)
    read_at = Instant(required=True, allow_none=True)


class Unread(Schema):
    unread = fields.Integer(required=True)


class WallTime(fields.String):
    """A time of day, `22:00`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            validate=validate.Regexp(r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", error="Write it as 22:00."),
            metadata={"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "example": "22:00"},
            **kwargs,
        )

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        del attr, obj, kwargs
        return f"{value:%H:%M}" if isinstance(value, time) else None


class QuietHours(Schema):
    """By the clock of the reader's zone; over midnight where `until` is the earlier."""

    begins = WallTime(required=True, data_key="from")
    ends = WallTime(required=True, data_key="until")

    @validates_schema
    def _must_differ(self, data: dict[str, Any], **_: Any) -> None:
        if data["begins"] == data["ends"]:
            raise ValidationError("Must not be the same as from.", "until")


class KindWish(Schema):
    kind = fields.String(required=True, validate=validate.OneOf([kind.value for kind in OPTIONAL]))
    email = Flag(required=True)
    in_app = Flag(required=True)


class PreferencesChange(Schema):
    """What is not named stays as it is; `quietHours: null` ends them."""

    kinds = fields.List(fields.Nested(KindWish), validate=validate.Length(max=20))
    quiet_hours = fields.Nested(QuietHours, allow_none=True)


class PreferencesOut(Schema):
    kinds = fields.List(fields.Nested(KindWish), required=True)
    quiet_hours = fields.Nested(QuietHours, required=True, allow_none=True)
