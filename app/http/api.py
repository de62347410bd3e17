"""Our Api and Blueprint: the envelope, the documented errors, views whose decorators are their contract."""

from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

import flask_smorest
import marshmallow as ma
from flask import Flask, request

from app.http.addresses import IdConverter, described_id
from app.http.auth import Principal, require
from app.http.docs import words
from app.http.docs.fields import teach
from app.http.docs.house import HouseRules, shared_parts
from app.http.envelopes import counted, envelope_of, page_of
from app.http.paging import Page
from app.http.parsing import Parser
from app.http.schemas import ErrorEnvelope
from app.kernel.errors import InvalidInput

View = TypeVar("View", bound=Callable[..., Any])


class Api(flask_smorest.Api):
    """flask-smorest's Api without its own error handler: `app.http.errors` has that job."""

    ERROR_SCHEMA = ErrorEnvelope
    DEFAULT_ERROR_RESPONSE_NAME = None  # each refusal is named

    def __init__(self, app: Flask) -> None:
        app.url_map.converters["id"] = IdConverter
        options = {"extra_plugins": [HouseRules()], "info": words.INFO, "servers": words.SERVERS}
        super().__init__(app, spec_kwargs=options)
        self.register_converter(IdConverter, described_id)

    def _register_responses(self) -> None:
        """The first that joins the document: by now its converter must know our fields."""
        teach(self.ma_plugin.converter)
        shared_parts(self.spec.components, ErrorEnvelope)

    def _register_error_handlers(self) -> None:
        """Left to `app.http.errors.register`."""


class ApiBlueprint(flask_smorest.Blueprint):
    """Blueprint whose answers stand in `{"data": …}` and whose refusals are documented."""

    ARGUMENTS_PARSER = Parser()

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Register a view."""
        return super().route(rule, **options)

    def reads(self, schema: type[ma.Schema], *, required: bool = True) -> Callable[[View], View]:
        """The JSON body, as the first argument of the view."""
        read = self.arguments(schema, location="json", required=required)

        def decorate(view: View) -> View:
            reading = read(view)

            @wraps(reading)
            def present(*args: Any, **kwargs: Any) -> Any:
                if required and not request.get_data():
                    raise InvalidInput.at("body", "Send a JSON object.")
                return reading(*args, **kwargs)

            return present  # type: ignore[return-value]  # wraps keeps the signature

        return decorate

    def takes_raw(
        self, description: str, *, kinds: tuple[str, ...] = ("application/json",)
    ) -> Callable[[View], View]:
        """Document a body of one of these kinds that the view reads by itself, byte for byte."""
        content: dict[str, Any] = {kind: {"schema": {}} for kind in kinds}
        return self.doc(requestBody={"description": description, "required": True, "content": content})

    def queries(self, schema: type[ma.Schema]) -> Callable[[View], View]:
        """The query string, as the first argument of the view."""
        return self.arguments(schema, location="query")

    def returns(
        self, status: int, schema: Any = None, *, tells: tuple[str, ...] = (), **kwargs: Any
    ) -> Callable[[View], View]:
        """The good answer. A view may return `(object, headers)`, a `Page`, or a whole Response.

        `tells` names the headers that it carries, of those in `app.http.docs.words`.
        """
        return self.response(status, schema, headers={name: name for name in tells}, **kwargs)

    def lists(self, schema: type[ma.Schema], **kwargs: Any) -> Callable[[View], View]:
        """A page of `schema`: the view returns a `Page`."""
        respond = self.response(200, page_of(schema), **kwargs)

        def decorate(view: View) -> View:
            @wraps(view)
            def unpack(*args: Any, **kw: Any) -> Any:
                page = view(*args, **kw)
                return counted(page) if isinstance(page, Page) else page

            return respond(unpack)

        return decorate

    def gives_file(self, content_type: str, description: str) -> Callable[[View], View]:
        """The good answer is a file: the view returns a whole Response."""
        schema = {"type": "string", "format": "binary"}
        return self.response(200, schema, content_type=content_type, description=description)

    def also_returns(
        self, status: int, schema: Any = None, *, description: str, tells: tuple[str, ...] = ()
    ) -> Callable[[View], View]:
        """Another good answer of the same view, which then returns a whole Response."""
        headers = {name: name for name in tells}
        return self.alt_response(
            status, schema=schema, description=description, headers=headers, success=True
        )

    def headers(self, *parameters: dict[str, Any]) -> Callable[[View], View]:
        """Document request headers that the view reads."""
        return self.doc(parameters=list(parameters))

    def refuses(self, *statuses: int) -> Callable[[View], View]:
        """Document which refusals a client must expect, beside those that `docs.house` knows of itself."""

        def decorate(view: View) -> View:
            return _document(view, statuses)

        return decorate

    def refuses_with(self, status: int, schema: type[ErrorEnvelope]) -> Callable[[View], View]:
        """Document a refusal that says more than others of its status do."""
        description, headers = words.REFUSALS[status]
        told = words.told_with(headers)
        return self.alt_response(status, schema=schema, description=description, headers=told)

    def signed_in(self, *roles: str) -> Callable[[View], View]:
        """Only for people who signed in, of these roles if any are named: the Principal comes first."""

        def decorate(view: View) -> View:
            @wraps(view)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                principal: Principal = require(*roles)
                return view(principal, *args, **kwargs)

            documented = _document(guarded, (401, 403))
            notes = documented._apidoc  # noqa: SLF001 - flask-smorest keeps its notes there
            notes.setdefault("manual_doc", {})["security"] = [{"bearer": []}, {"cookie": []}]
            return documented

        return decorate

    @staticmethod
    def _make_doc_response_schema(schema: Any) -> Any:
        bare = schema is None or isinstance(schema, dict) or not schema.enveloped
        return schema if bare else envelope_of(schema)

    @staticmethod
    def _prepare_response_content(data: Any) -> Any:
        if data is None or (isinstance(data, dict) and "pagination" in data):
            return data
        return {"data": data}


def _document(view: Any, statuses: tuple[int, ...]) -> Any:
    notes = deepcopy(getattr(view, "_apidoc", {}))
    responses = notes.setdefault("response", {}).setdefault("responses", {})
    for status in statuses:
        responses.setdefault(status, [HTTPStatus(status).name])
    view._apidoc = notes  # noqa: SLF001 - flask-smorest keeps its notes there
    return view
