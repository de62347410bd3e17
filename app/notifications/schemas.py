"""Messages, and what people chose about them, as the API shows them."""

from datetime import time
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.http.paging import PagingQuery
from app.http.schemas import Flag, Id, Instant, Schema
from app.kernel.urls import LONGEST
from app.notifications.kinds import ALSO_BRIEF, OPTIONAL, Channel, Kind
from app.notifications.models import DeliveryStatus
from app.ports.receipts import Why


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


_OPTIONAL = validate.OneOf([kind.value for kind in OPTIONAL])
_ALSO_BRIEF = validate.OneOf([kind.value for kind in ALSO_BRIEF])


class KindChange(Schema):
    """What is not named stays. Texts and notifications come for kinds that have a short form alone."""

    kind = fields.String(required=True, validate=_OPTIONAL)
    email = Flag()
    in_app = Flag()
    sms = Flag()
    push = Flag()


class AlsoBriefChange(Schema):
    """For what is always mailed: whether it comes to phones and browsers besides."""

    kind = fields.String(required=True, validate=_ALSO_BRIEF)
    sms = Flag()
    push = Flag()


class KindWish(Schema):
    kind = fields.String(required=True, validate=_OPTIONAL)
    email = Flag(required=True)
    in_app = Flag(required=True)
    sms = Flag(required=True)
    push = Flag(required=True)


class AlsoBriefWish(Schema):
    kind = fields.String(required=True, validate=_ALSO_BRIEF)
    sms = Flag(required=True)
    push = Flag(required=True)


class PreferencesChange(Schema):
    """What is not named stays as it is; `quietHours: null` ends them."""

    kinds = fields.List(fields.Nested(KindChange), validate=validate.Length(max=40))
    always_mailed = fields.List(fields.Nested(AlsoBriefChange), validate=validate.Length(max=40))
    quiet_hours = fields.Nested(QuietHours, allow_none=True)


class PreferencesOut(Schema):
    kinds = fields.List(fields.Nested(KindWish), required=True)
    always_mailed = fields.List(fields.Nested(AlsoBriefWish), required=True)
    quiet_hours = fields.Nested(QuietHours, required=True, allow_none=True)


class Contact(Schema):
    """`blocked`: why nothing more is sent there; null: nothing is in the way."""

    verified = fields.Boolean(required=True)
    blocked = fields.String(
        required=True, allow_none=True, metadata={"enum": [*(why.value for why in Why), None]}
    )


class ContactsOut(Schema):
    email = fields.Nested(Contact, required=True)
    phone = fields.Nested(Contact, required=True, allow_none=True)
    devices = fields.Integer(required=True)


class PushKey(Schema):
    public_key = fields.String(required=True, allow_none=True)


def _key(longest: int) -> fields.String:
    """A key in base64url."""
    letters = validate.Regexp(r"^[A-Za-z0-9_=-]+\Z", error="Must be base64url.")
    return fields.String(required=True, validate=[validate.Length(min=1, max=longest), letters])


class DeviceKeys(Schema):
    p256dh = _key(100)
    auth = _key(40)


class DeviceIn(Schema):
    """`PushSubscription.toJSON()` of a browser."""

    endpoint = fields.String(required=True, validate=validate.Length(min=1, max=LONGEST))
    keys = fields.Nested(DeviceKeys, required=True)
    expiration_time = fields.Integer(allow_none=True, validate=validate.Range(min=0, max=10**15))


class DeviceOut(Schema):
    id = Id(required=True)
    user_agent = fields.String(required=True)
    created_at = Instant(required=True)
