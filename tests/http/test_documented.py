"""The check that stands behind every test: an answer the document does not know fails the test."""

from collections.abc import Callable

import pytest
from flask import Flask, Response, jsonify

from app.http.api import Api, ApiBlueprint
from app.http.schemas import Id, Schema


class Thing(Schema):
    id = Id(required=True)


def an_answer(**headers: str) -> Response:
    response = jsonify({"data": {"id": 1}})
    response.headers.update({"X-Request-ID": "1", **headers})
    return response


def with_status(status: int) -> Response:
    response = an_answer()
    response.status_code = status
    return response


def with_body(body: object) -> Response:
    response = jsonify(body)
    response.headers["X-Request-ID"] = "1"
    return response


def ask(view: Callable[[], Response]) -> None:
    app = Flask("things")
    app.config.update(API_TITLE="Things", API_VERSION="1", OPENAPI_VERSION="3.1.0")
    blueprint = ApiBlueprint("things", __name__, description="Things")
    blueprint.route("/thing")(blueprint.returns(200, Thing)(view))
    Api(app).register_blueprint(blueprint)
    app.test_client().get("/thing")


def test_what_is_documented_passes() -> None:
    ask(an_answer)


@pytest.mark.parametrize(
    ("view", "complaint"),
    [
        (lambda: with_status(409), "status 409 is not documented"),
        (lambda: an_answer(ETag='"1"'), "header ETag is not documented"),
        (lambda: jsonify({"data": {"id": 1}}), "header X-Request-ID is missing"),
        (lambda: an_answer(**{"RateLimit-Limit": "many"}), "header RateLimit-Limit"),
        (lambda: with_body({"data": {"id": 0}}), "body: \\$.data.id"),
        (lambda: with_body({"data": {"id": 1, "secret": 2}}), "secret"),
        (lambda: with_body({"id": 1}), "'data' is a required property"),
        (lambda: Response("1", headers={"X-Request-ID": "1"}), "text/html is not JSON"),
    ],
)
def test_what_is_not_documented_fails(view: Callable[[], Response], complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        ask(view)
