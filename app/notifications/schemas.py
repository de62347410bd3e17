"""Messages as the API shows them."""

from marshmallow import fields

from app.http.schemas import Id, Instant, Schema
from app.notifications.kinds import Channel, Kind
from app.notifications.models import DeliveryStatus


class NotificationOut(Schema):
    id = Id(required=True)
    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in Kind]})
    channel = fields.String(required=True, metadata={"enum": [channel.value for channel in Channel]})
    status = fields.String(required=True, metadata={"enum": [status.value for status in DeliveryStatus]})
    booking_id = fields.Integer(required=True, allow_none=True)
    created_at = Instant(required=True)
    sent_at = Instant(required=True, allow_none=True)
