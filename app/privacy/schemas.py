"""How exports are shown."""

from marshmallow import fields, validate

from app.http.schemas import Instant, Schema
from app.privacy.models import ExportStatus


class DataExportOut(Schema):
    """`GONE`: the file was there for a day, and is no more."""

    id = fields.UUID(required=True)
    status = fields.String(required=True, validate=validate.OneOf(list(ExportStatus)))
    asked_at = Instant(required=True)
    ready_at = Instant(required=True, allow_none=True)
    expires_at = Instant(required=True, allow_none=True)
