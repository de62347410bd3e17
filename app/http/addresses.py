"""Ids in addresses."""

from typing import Any

from werkzeug.routing import BaseConverter

from app.http.schemas import BIGGEST_ID


class IdConverter(BaseConverter):
    """A numeric id in a path. Whatever else stands there is simply not found.

    The pattern alone decides: a converter that matches and then refuses makes Werkzeug answer 405.
    """

    regex = rf"[1-9][0-9]{{0,{len(str(BIGGEST_ID)) - 1}}}"
    weight = 50  # as Werkzeug's own numbers: a fixed word such as `history` comes first

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def described_id(_: IdConverter) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": BIGGEST_ID}
