"""Schemathesis, run in this process over the whole document, on behalf of one person."""

from collections.abc import Iterator
from typing import Any

from flask import Flask
from schemathesis import openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

SEED = 20_261_122
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "unsupported_method",
)
# It ends the account that the run itself is signed in with; its own tests are in tests/accounts.
LEFT_OUT = ("usersDeleteMe",)

Known = dict[str, list[Any]]


def complaints(app: Flask, headers: dict[str, str], known: Known, *, examples: int) -> Iterator[str]:
    """What Schemathesis finds wrong: operation, check, and the request that shows it."""
    schema = openapi.from_wsgi("/openapi.json", app, config=_config(headers, known, examples))
    chosen = schema.exclude(operation_id=list(LEFT_OUT))
    for event in from_schema(chosen).execute():
        if isinstance(event, events.NonFatalError):
            yield f"{event.label}: {event.info.format()}"
        if isinstance(event, events.ScenarioFinished):
            yield from _failures(event)


def _failures(event: events.ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                info = check.failure_info
                yield f"{event.label}: {info.failure.title}: {info.failure.message}\n    {info.code_sample}"


def _config(headers: dict[str, str], known: Known, examples: int) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "headers": headers,
            "continue-on-failure": True,
            "warnings": False,
            "generation": {"max-examples": examples, "no-shrink": True, "database": "none"},
            "checks": {"enabled": False, **{check: {"enabled": True} for check in CHECKS}},
            "phases": {"examples": {"enabled": False}, "stateful": {"enabled": False}},
            "dictionaries": {_name(place): {"values": values} for place, values in known.items()},
            "parameters": {place: {"dictionary": _name(place), "probability": 0.7} for place in known},
        }
    )


def _name(place: str) -> str:
    return place.replace(".", "-")
