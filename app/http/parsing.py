"""Reading input: strict JSON, precise field errors, status 400."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NoReturn

import orjson
from flask import Request, request
from marshmallow import RAISE, Schema, ValidationError, missing
from webargs.flaskparser import FlaskParser

from app.kernel.errors import Detail, InvalidInput


class Parser(FlaskParser):
    """flask-smorest's parser with our errors. Unknown fields and parameters are refused, never ignored."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE}  # noqa: RUF012 - webargs' own way

    def _get_schema(self, argmap: Any, req: Request) -> Schema:
        """Made once for each class: making one costs as much as reading a request with it."""
        if isinstance(argmap, type) and issubclass(argmap, Schema):
            return _made(argmap)
        return super()._get_schema(argmap, req)

    def load_json(self, req: Request, schema: Schema) -> Any:
        del schema
        body = req.get_data()
        if not body:
            return missing
        if not req.is_json:
            raise InvalidInput.at("body", "Send JSON with Content-Type: application/json.")
        return decode(body)

    def handle_error(self, error: ValidationError, *_: Any, **__: Any) -> NoReturn:
        messages: dict[str, Any] = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise InvalidInput(details=list(_flatten(messages)))


@cache
def _made(schema: type[Schema]) -> Schema:
    return schema()


def decode(body: bytes) -> Any:
    """Strict JSON. PostgreSQL cannot store NUL, so a text with it is refused here, once for all."""
    if b"\\u0000" in body:
        raise InvalidInput.at("body", "The character NUL is not allowed.")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise InvalidInput.at("body", f"Malformed JSON: {error.msg} at character {error.pos}.") from error


def refuse_nul_in_address() -> None:
    """Before each request: a NUL in path or query reaches no query of ours."""
    if "\x00" in request.path or b"%00" in request.query_string:
        raise InvalidInput.at("query", "The character NUL is not allowed.")


def _flatten(messages: dict[str, Any]) -> Iterator[Detail]:
    """`{"json": {"spans": {0: {"end": ["…"]}}}}` becomes `spans.0.end`."""
    for tree in messages.values():
        yield from _walk((), tree)


def _walk(path: tuple[str, ...], node: Any) -> Iterator[Detail]:
    if isinstance(node, dict):
        for key, below in node.items():
            yield from _walk(path if key == "_schema" else (*path, str(key)), below)
        return
    for message in node if isinstance(node, list) else [node]:
        yield Detail(".".join(path) or "body", str(message))
