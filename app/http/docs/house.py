"""House rules of the OpenAPI document: what follows for an operation from what it is."""

import inspect
from copy import deepcopy
from http import HTTPStatus
from typing import Any

import apispec
from werkzeug.routing import Rule

from app.http.auth import SAFE
from app.http.docs import words
from app.http.rate_limits import EXEMPT
from app.http.schemas import camel
from app.http.scopes import scope_of

_ALWAYS = (400, 500, 503)
_GOOD = range(200, 400)
_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "description": "The ETag you hold: the answer is 304 if it is still the current one.",
    "schema": {"type": "string"},
}


class HouseRules(apispec.BasePlugin):
    """Completes schemas and operations as they join the document, after their own words about themselves."""

    def schema_helper(
        self, name: str, definition: dict[str, Any], *, schema: Any = None, **_: Any
    ) -> dict[str, Any]:
        """A schema's docstring is its description."""
        del name, definition
        words_of_its_own = vars(schema if isinstance(schema, type) else type(schema)).get("__doc__")
        return {"description": inspect.cleandoc(words_of_its_own)} if words_of_its_own else {}

    def operation_helper(
        self,
        path: str | None = None,
        operations: dict[str, Any] | None = None,
        *,
        rule: Rule | None = None,
        **_: Any,
    ) -> None:
        if path is None or rule is None:
            return
        for method, operation in (operations or {}).items():
            operation["operationId"] = operation_id(rule.endpoint)
            operation.setdefault("parameters", [])
            _refuse(path, operation)
            _condition(operation)
            _tell(path, operation)
            _secure(method, path, operation)
            for parameter in operation["parameters"]:
                _never_null(parameter)


def operation_id(endpoint: str) -> str:
    """`bookings.create` becomes `bookingsCreate`, `search.search` just `search`."""
    group, _, view = endpoint.rpartition(".")
    group = group.replace("-", "_").replace(" ", "_")
    return camel(view if view == group else f"{group}_{view}")


def _refuse(path: str, operation: dict[str, Any]) -> None:
    statuses = [*_ALWAYS]
    statuses += [429] * (not path.startswith(EXEMPT))
    statuses += [404] * ("{" in path) + [413] * ("requestBody" in operation)
    responses = operation.setdefault("responses", {})
    for status in statuses:
        responses.setdefault(status, HTTPStatus(status).name)


def _condition(operation: dict[str, Any]) -> None:
    """Who may answer 304 takes If-None-Match."""
    if HTTPStatus.NOT_MODIFIED in operation["responses"]:
        operation["parameters"].append(deepcopy(_IF_NONE_MATCH))


def _tell(path: str, operation: dict[str, Any]) -> None:
    """The headers of its good answers."""
    sent = {parameter["name"] for parameter in operation["parameters"]}
    always = list(words.OF_EVERY_ANSWER)
    always += [] if path.startswith(EXEMPT) else words.OF_COUNTED_ANSWERS
    always += ["Idempotency-Replayed"] if "Idempotency-Key" in sent else []
    for status, response in operation["responses"].items():
        if int(status) not in _GOOD:
            continue
        versioned = status in {200, 304} and sent & {"If-Match", "If-None-Match"}
        names = [*always, *["ETag"] * bool(versioned), *["Location"] * (status == HTTPStatus.CREATED)]
        response.setdefault("headers", {}).update({name: name for name in names})


def _secure(method: str, path: str, operation: dict[str, Any]) -> None:
    """A key needs its scope. A cookie alone changes nothing: it takes the CSRF header too."""
    scope = scope_of(method.upper(), path)
    if scope is not None and "security" in operation:
        operation["security"] = [*operation["security"], {"key": [scope]}]
    if method.upper() in SAFE:
        return
    for way in operation.get("security", ()):
        if "cookie" in way:
            way["csrf"] = []


def _never_null(parameter: dict[str, Any]) -> None:
    """An address and a header know no null: a parameter is left out instead."""
    schema = parameter.get("schema", {})
    if isinstance(schema.get("type"), list):
        schema["type"] = next(kind for kind in schema["type"] if kind != "null")
    if "enum" in schema:
        schema["enum"] = [choice for choice in schema["enum"] if choice is not None]
    if schema.get("default", "") is None:
        del schema["default"]


def shared_parts(components: Any, envelope: Any) -> None:
    """Headers, refusals and ways to sign in, each named once."""
    for name, header in words.HEADERS.items():
        components.header(name, header)
    for name, scheme in words.SECURITY.items():
        components.security_scheme(name, scheme)
    for status, (description, headers) in words.REFUSALS.items():
        response = {
            "description": description,
            "headers": words.told_with(headers),
            "content": {"application/json": {"schema": envelope}},
        }
        components.response(HTTPStatus(status).name, response)
