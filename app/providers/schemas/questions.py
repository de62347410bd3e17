"""What a client is asked when booking, as the API reads and writes it."""

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from app.http.schemas import Flag, Schema
from app.providers.schemas.words import Text, Whole

KINDS = ("TEXT", "CHOICE", "PHONE", "FILE")
MOST_QUESTIONS, MOST_OPTIONS = 20, 30
LONGEST_ANSWER, USUAL_ANSWER = 2000, 500


class Question(Schema):
    """`options` are those of a CHOICE. `maxLength` is that of a TEXT. A FILE is sent to `/v1/files` first."""

    id = fields.String(
        required=True,
        validate=validate.Regexp(
            r"^[a-z][a-z0-9_]{0,39}\Z", error="Lower-case words joined by _, such as topic."
        ),
        metadata={"pattern": "^[a-z][a-z0-9_]{0,39}$"},
    )
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    label = Text(200, required=True)
    required = Flag(load_default=False)
    options = fields.List(Text(80), load_default=list, validate=validate.Length(max=MOST_OPTIONS))
    max_length = Whole(1, LONGEST_ANSWER, load_default=USUAL_ANSWER)

    @validates_schema
    def _coherent(self, data: dict[str, Any], **_: Any) -> None:
        options = data["options"]
        if (data["kind"] == "CHOICE") != (len(options) > 1):
            raise ValidationError("A CHOICE has at least two options, and only a CHOICE has any.", "options")
        if len(set(options)) < len(options):
            raise ValidationError("Each option stands here once.", "options")


class Questions(fields.List[dict[str, Any]]):
    """At most twenty, each with an id of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields.Nested(Question), validate=validate.Length(max=MOST_QUESTIONS), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        questions: list[Any] = super()._deserialize(value, attr, data, **kwargs)
        for place, question in enumerate(questions):
            if question["id"] in {other["id"] for other in questions[:place]}:
                raise ValidationError({place: {"id": ["This id stands here twice."]}})
        return questions
