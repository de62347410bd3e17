"""Files as the API takes and shows them."""

from marshmallow import fields, validate

from app.bookings.files.kinds import FileType
from app.http.schemas import Schema

_MOST = 200  # leaves room for an ending
# Control characters, what divides paths, and what turns the direction of reading round.
_NAME = r"^[^\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]+\Z"


class UploadQuery(Schema):
    name = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, max=_MOST),
            validate.Regexp(_NAME, error="A file's name has no control characters and no slashes."),
        ],
        metadata={"description": "The file's name, as people read it."},
    )


class FileOut(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True, metadata={"description": "In bytes."})
    type = fields.String(required=True, validate=validate.OneOf(list(FileType)))
