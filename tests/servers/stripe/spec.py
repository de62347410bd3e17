"""Stripe's published rules for what comes in and goes out: openapi.json, which extract.py wrote."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tests.servers.stripe.refusals import malformed

FILE = Path(__file__).with_name("openapi.json")


@cache
def document() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(FILE.read_text())
    told["calls"] = {name: _strict(schema) for name, schema in told["calls"].items()}
    return told


def accepted(call: str, given: dict[str, Any]) -> dict[str, Any]:
    """The parameters with their types. Raises Refused where Stripe's own document does not allow them."""
    typed: dict[str, Any] = _typed(given, document()["calls"][call])
    problem = best_match(_of_call(call).iter_errors(typed))
    if problem is not None:
        raise malformed(problem.message[:300], ".".join(str(step) for step in problem.path))
    return typed


def blank(kind: str) -> dict[str, Any]:
    """An object of Stripe's of which nothing is known yet."""
    properties = document()["objects"][kind]["properties"]
    return {name: None for name, part in properties.items() if "null" in part["type"]} | {"object": kind}


def demand(thing: dict[str, Any]) -> None:
    """Our own answers fit Stripe's document."""
    problem = best_match(_of_object(thing["object"]).iter_errors(thing))
    assert problem is None, f"{thing['object']}: {problem.message}"


@cache
def _of_call(call: str) -> Draft202012Validator:
    return Draft202012Validator(document()["calls"][call])


@cache
def _of_object(kind: str) -> Draft202012Validator:
    return Draft202012Validator(document()["objects"][kind])


def _strict(schema: Any) -> Any:
    """What the document does not name, Stripe refuses, at every depth."""
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {name: _strict(part) for name, part in schema.items()}
    if isinstance(strict.get("properties"), dict) and strict.get("type") == "object":
        strict.setdefault("additionalProperties", False)
    return strict


def _typed(value: Any, schema: Any) -> Any:
    """Forms carry words only: what they mean depends on what is asked for."""
    for choice in schema.get("anyOf", ()):
        typed = _typed(value, choice)
        if Draft202012Validator(choice).is_valid(typed):
            return typed
    if isinstance(value, dict):
        return _inside(value, schema)
    return _word(value, schema.get("type"))


def _inside(value: dict[str, Any], schema: Any) -> Any:
    if schema.get("type") == "array":
        return [_typed(value[place], schema["items"]) for place in sorted(value, key=int)]
    parts, others = schema.get("properties", {}), schema.get("additionalProperties")
    rest = others if isinstance(others, dict) else {}
    return {name: _typed(part, parts.get(name, rest)) for name, part in value.items()}


def _word(value: str, kind: str | None) -> Any:
    if kind == "integer" and value.lstrip("-").isdecimal():
        return int(value)
    if kind == "boolean" and value in {"true", "false"}:
        return value == "true"
    return value
