"""The OpenAPI document: valid, whole, and the one in the repository."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from deploy.openapi import FILE, text_of

ROOT = Path(__file__).parents[2]
METHODS = {"get", "put", "post", "delete", "patch"}
NOT_FOR_PROGRAMS = {
    "/": "a page that says where to go",
    "/docs": "the page that shows the document",
    "/openapi.json": "the document itself",
    "/metrics": "Prometheus' own text format",
    "/pay": "pages that a paying client is sent through",
    "/unsubscribe": "a page that ends mails of a kind",
    "/sandbox": "the play payment company's own pages",
    "/v1/calendars/consents/callback": "where companies send people back to",
    "/cal": "what calendar programs subscribe to, by a secret address",
    "/dev": "pages of a developer's machine",
}


@pytest.fixture(scope="module")
def document(application: Flask) -> dict[str, Any]:
    document: dict[str, Any] = application.test_client().get("/openapi.json").get_json()
    return document


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [item[method] for item in document["paths"].values() for method in METHODS & item.keys()]


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")

    OpenAPIV31SpecValidator(document).validate()


def test_the_document_in_the_repository_is_the_current_one(document: dict[str, Any]) -> None:
    current = FILE.read_text() == text_of(document)

    assert current, "docs/openapi.json is stale. Run: python3 manage.py openapi"


def test_the_document_has_the_version_of_the_code(document: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert document["info"]["version"] == project["version"]


def test_every_route_is_in_the_document_or_left_out_for_a_reason(
    application: Flask, document: dict[str, Any]
) -> None:
    documented = {path.replace("{", "<").replace("}", ">") for path in document["paths"]}
    rules = {_named(rule.rule) for rule in application.url_map.iter_rules()}

    unexplained = {
        rule
        for rule in rules - documented
        if rule != "/" and not rule.startswith(tuple(NOT_FOR_PROGRAMS)[1:])
    }

    assert unexplained == set()
    assert documented <= rules


def _named(rule: str) -> str:
    """`/v1/users/<id:user_id>` as `/v1/users/<user_id>`."""
    return "/".join(
        f"<{part.split(':')[-1].strip('<>')}>" if "<" in part else part for part in rule.split("/")
    )


def test_every_operation_explains_itself(document: dict[str, Any], operations: list[dict[str, Any]]) -> None:
    tags = {tag["name"] for tag in document["tags"] if tag["description"]}
    names = [operation["operationId"] for operation in operations]

    assert len(set(names)) == len(names)
    assert [name for name in names if not name.isalnum()] == []
    assert [operation["operationId"] for operation in operations if not operation.get("summary")] == []
    assert {tag for operation in operations for tag in operation["tags"]} <= tags


def test_every_refusal_has_the_shape_of_all_errors(
    document: dict[str, Any], operations: list[dict[str, Any]]
) -> None:
    shared, schemas = document["components"]["responses"], document["components"]["schemas"]
    refusals = [
        shared[response["$ref"].rpartition("/")[2]] if "$ref" in response else response
        for operation in operations
        for status, response in operation["responses"].items()
        if status >= "400"
    ]
    shapes = {
        refusal["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2] for refusal in refusals
    }
    bodies = {schemas[shape]["properties"]["error"]["$ref"].rpartition("/")[2] for shape in shapes}

    usual = set(schemas["ErrorBody"]["required"])
    assert "ErrorEnvelope" in shapes
    assert all(set(schemas[body]["required"]) == usual for body in bodies)
    assert "Error" not in schemas


@pytest.mark.parametrize("status", ["400", "500", "503"])
def test_every_operation_can_fail_in_the_usual_ways(operations: list[dict[str, Any]], status: str) -> None:
    assert [
        operation["operationId"] for operation in operations if status not in operation["responses"]
    ] == []


def test_every_body_can_be_too_large(operations: list[dict[str, Any]]) -> None:
    with_body = [operation for operation in operations if "requestBody" in operation]

    assert all("413" in operation["responses"] for operation in with_body)


def test_an_amount_is_a_number_that_is_not_negative(document: dict[str, Any]) -> None:
    price = document["components"]["schemas"]["NewOffering"]["properties"]["price"]

    assert price == {"type": "number", "minimum": 0, "exclusiveMaximum": 10**8}


def test_no_parameter_takes_null(operations: list[dict[str, Any]]) -> None:
    schemas = [parameter["schema"] for operation in operations for parameter in operation["parameters"]]

    assert not any("null" in schema.get("type", "") or None in schema.get("enum", []) for schema in schemas)


def test_a_stranger_is_told_to_sign_in_wherever_the_document_says_so(
    document: dict[str, Any], web: FlaskClient
) -> None:
    """A token that is none opens nothing either."""
    let_in = [
        f"{method} {path}"
        for path, item in document["paths"].items()
        for method in METHODS & item.keys()
        if {} not in item[method].get("security", [{}])
        for headers in ({}, {"Authorization": "Bearer none"}, {"Cookie": "bmt_access=none"})
        if web.open(_somewhere(path, item), method=method.upper(), headers=headers).status_code != 401
    ]

    assert let_in == []


def _somewhere(path: str, item: dict[str, Any]) -> str:
    """An address of this path, whatever its parameters mean."""
    for parameter in item.get("parameters", ()):
        whole = parameter["schema"].get("format") == "uuid"
        value = "0199c1f0-0000-7000-8000-000000000000" if whole else "1"
        path = path.replace(f"{{{parameter['name']}}}", value)
    return path
