"""Every answer that a test gets from our application is checked against our OpenAPI document."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from app.http.docs import words
from app.http.docs.house import operation_id

OPEN = "document of the tests"


class CheckedClient(FlaskClient):
    """Flask's test client, which fails the test on an answer that the document does not know."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        answer = super().open(*args, **kwargs)
        if "flask-smorest" in self.application.extensions:
            wrong = list(_document_of(self.application).objections(answer))
            assert not wrong, f"{answer.request.method} {answer.request.path}: {'; '.join(wrong)}"
        return answer


def _document_of(app: Flask) -> "Document":
    """Read at the first answer: by then every blueprint has been registered."""
    if OPEN not in app.extensions:
        app.extensions[OPEN] = Document(app)
    document: Document = app.extensions[OPEN]
    return document


class Document:
    """The document of an application, with a validator for each schema that an answer needed so far."""

    def __init__(self, app: Flask) -> None:
        self._routes = app.url_map.bind("localhost")
        api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
        self._whole: dict[str, Any] = api.spec.to_dict()
        self._operations = {
            operation["operationId"]: operation
            for item in self._whole["paths"].values()
            for operation in item.values()
            if isinstance(operation, dict)
        }
        self._blueprints = app.blueprints
        self._validator = cache(self._compiled)

    def objections(self, answer: TestResponse) -> Iterator[str]:
        """What this answer does otherwise than the document says."""
        method, path = answer.request.method, answer.request.path
        try:
            rule, _ = self._routes.match(path, method, return_rule=True)
        except RequestRedirect:
            return
        except HTTPException as nowhere:
            yield from self._refusal(answer, nowhere)
            return
        operation = self._operation(rule.endpoint)
        if operation is not None and method != "OPTIONS":
            yield from self._answer(answer, operation)

    def _operation(self, endpoint: str) -> dict[str, Any] | None:
        """None for pages: the document is not about them."""
        if not hasattr(self._blueprints.get(endpoint.rpartition(".")[0]), "ARGUMENTS_PARSER"):
            return None
        return self._operations[operation_id(endpoint)]

    def _refusal(self, answer: TestResponse, error: HTTPException) -> Iterator[str]:
        if isinstance(error, MethodNotAllowed) and "Allow" not in answer.headers:
            yield "a 405 says which methods are allowed"
        if answer.request.method != "HEAD":
            yield from self._body(answer, {"$ref": "#/components/schemas/ErrorEnvelope"})

    def _answer(self, answer: TestResponse, operation: dict[str, Any]) -> Iterator[str]:
        response = self._resolved(operation["responses"].get(str(answer.status_code)))
        if response is None:
            yield f"status {answer.status_code} is not documented"
            return
        yield from self._headers(answer, response.get("headers", {}))
        content = response.get("content")
        if content is None and answer.get_data():
            yield f"a body comes with {answer.status_code}"
        if content and answer.request.method != "HEAD":
            yield from self._content(answer, content)

    def _headers(self, answer: TestResponse, documented: dict[str, Any]) -> Iterator[str]:
        for name in words.HEADERS:
            header = self._resolved(documented.get(name))
            value = answer.headers.get(name)
            if header is None and value is not None:
                yield f"header {name} is not documented"
            if header is not None and value is None and header.get("required"):
                yield f"header {name} is missing"
            if header is not None and value is not None:
                number = header["schema"].get("type") == "integer"
                read = int(value) if number and value.isdecimal() else value
                yield from self._errors(read, header["schema"], f"header {name}")

    def _content(self, answer: TestResponse, content: dict[str, Any]) -> Iterator[str]:
        """JSON by its schema; of a file its kind."""
        if "application/json" in content:
            yield from self._body(answer, content["application/json"]["schema"])
        elif answer.mimetype not in content:
            yield f"{answer.mimetype} is none of {', '.join(content)}"

    def _body(self, answer: TestResponse, schema: dict[str, Any]) -> Iterator[str]:
        if answer.mimetype != "application/json":
            yield f"{answer.mimetype} is not JSON"
            return
        yield from self._errors(answer.get_json(), schema, "body")

    def _errors(self, value: Any, schema: dict[str, Any], where: str) -> Iterator[str]:
        for error in self._validator(json.dumps(schema)).iter_errors(value):
            yield f"{where}: {error.json_path} {error.message}"

    def _compiled(self, schema: str) -> Draft202012Validator:
        whole = {**json.loads(schema), "components": self._whole["components"]}
        return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)

    def _resolved(self, part: dict[str, Any] | None) -> dict[str, Any] | None:
        if part is None or "$ref" not in part:
            return part
        found: Any = self._whole
        for key in part["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        resolved: dict[str, Any] = found
        return resolved
