"""Whether the process lives, and whether it is ready for requests; and its figures for Prometheus."""

from collections.abc import Callable, Mapping
from typing import Any

import marshmallow as ma
import structlog
from flask import Flask, Response, jsonify
from marshmallow import fields, validate
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.registry import REGISTRY

from app.http.api import ApiBlueprint
from app.http.schemas import Schema
from app.kernel.errors import Detail, Unavailable

log = structlog.get_logger(__name__)

Check = Callable[[], dict[str, Any]]


class Alive(Schema):
    enveloped = False

    status = fields.String(required=True, validate=validate.Equal("ok"))


class CheckOut(Schema):
    """Whether one thing is there, and figures of it. `error` names what is wrong."""

    class Meta:
        unknown = ma.INCLUDE

    ok = fields.Boolean(required=True)
    error = fields.String()


class Ready(Schema):
    """`degraded`: something is missing, but requests are served."""

    enveloped = False

    status = fields.String(required=True, validate=validate.OneOf(["ok", "degraded"]))
    checks = fields.Dict(required=True, keys=fields.String(), values=fields.Nested(CheckOut))


def described(checks: Mapping[str, Check], *, vital: str) -> ApiBlueprint:
    """/health and /health/readiness. A check returns facts, or raises.

    Only without the `vital` one no request can be served: then readiness is 503. What else is missing makes
    the answer `degraded`, for taking this process away from its clients would help nobody.
    """
    blueprint = ApiBlueprint("health", __name__, description="For those who operate the server.")

    @blueprint.route("/health")
    @blueprint.returns(200, Alive)
    def live() -> Response:
        """Whether the process lives."""
        return jsonify({"status": "ok"})

    @blueprint.route("/health/readiness")
    @blueprint.returns(200, Ready)
    def ready() -> Response:
        """Whether the process can serve requests, and what it lacks."""
        found = {name: _outcome(name, check) for name, check in checks.items()}
        missing = [Detail(name, fact["error"]) for name, fact in found.items() if not fact["ok"]]
        if not found[vital]["ok"]:
            raise Unavailable(details=missing, extra={"checks": found})
        return jsonify({"status": "degraded" if missing else "ok", "checks": found})

    return blueprint


def register_metrics(app: Flask, *, shared: bool) -> None:
    """Serve /metrics, in Prometheus' own text format; `shared` by the processes of one machine."""

    @app.get("/metrics")
    def metrics() -> Response:
        registry = REGISTRY
        if shared:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _outcome(name: str, check: Check) -> dict[str, Any]:
    try:
        return {"ok": True, **check()}
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the answer is "not ready"
        log.warning("not ready", check=name, error=type(error).__name__)
        return {"ok": False, "error": type(error).__name__}
