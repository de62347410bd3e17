"""JSON by orjson: fast, strict, and the one place that decides how values look on the wire."""

from typing import Any

import orjson
from flask import Response
from flask.json.provider import JSONProvider


class OrjsonProvider(JSONProvider):
    """Flask's JSON through orjson. Instants end in Z."""

    def dumps(self, obj: Any, **_: Any) -> str:
        return self.encode(obj).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        return orjson.loads(s)

    def response(self, *args: Any, **kwargs: Any) -> Response:
        body = self._prepare_response_obj(args, kwargs)
        return Response(self.encode(body), mimetype="application/json")

    @staticmethod
    def encode(value: Any) -> bytes:
        return orjson.dumps(value, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)
