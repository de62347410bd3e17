"""What comes in and goes out about the second factor."""

from marshmallow import fields, validate

from app.accounts.fields import password
from app.http.schemas import Instant, Schema


class Password(Schema):
    password = password(required=True)


class Code(Schema):
    """Six figures that the app shows."""

    code = fields.String(required=True, validate=validate.Length(min=6, max=20))


class Standing(Schema):
    enabled = fields.Boolean(required=True)
    enabled_at = Instant(required=True, allow_none=True)
    recovery_codes_left = fields.Integer(required=True)


class Prepared(Schema):
    """`uri` is for a QR code; `secret` for who types."""

    secret = fields.String(required=True)
    uri = fields.String(required=True)


class RecoveryCodes(Schema):
    """Each is good for one login without the app."""

    recovery_codes = fields.List(fields.String(), required=True)
