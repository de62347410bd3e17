"""What comes in and goes out about API keys."""

from marshmallow import fields, validate

from app.accounts.fields import PersonName, password
from app.http.schemas import Id, Instant, Schema
from app.http.scopes import SCOPES


class ApiKeyWish(Schema):
    """`scopes`: what the key may do. Without `expiresAt` it lives until it is revoked."""

    name = PersonName(required=True)
    scopes = fields.List(
        fields.String(validate=validate.OneOf(SCOPES)),
        required=True,
        validate=validate.Length(min=1, max=len(SCOPES)),
    )
    expires_at = Instant(load_default=None, allow_none=True)
    password = password(required=True)


class ApiKeyOut(Schema):
    """`begins` are the first characters of the secret."""

    id = Id(required=True)
    name = fields.String(required=True)
    begins = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    created_at = Instant(required=True)
    expires_at = Instant(required=True, allow_none=True)
    last_used_at = Instant(required=True, allow_none=True)


class NewApiKey(Schema):
    key = fields.Nested(ApiKeyOut, required=True)
    secret = fields.String(required=True)
