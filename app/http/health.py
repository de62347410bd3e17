"""Whether the process lives, and whether it is ready for requests; and its figures for Prometheus."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from flask import Blueprint, Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.registry import REGISTRY

log = structlog.get_logger(__name__)

Check = Callable[[], dict[str, Any]]


def register(app: Flask, checks: Mapping[str, Check], *, vital: str, shared_metrics: bool) -> None:
    """Serve /health, /health/readiness and /metrics. A check returns facts, or raises.

    Only without the `vital` one no request can be served: then readiness is 503. What else is missing makes
    the answer `degraded`, for taking this process away from its clients would help nobody.
    """
    pages = Blueprint("health", __name__)

    @pages.get("/health")
    def live() -> Response:
        return jsonify({"status": "ok"})

    @pages.get("/health/readiness")
    def ready() -> tuple[Response, int]:
        found = {name: _outcome(name, check) for name, check in checks.items()}
        if not found[vital]["ok"]:
            return jsonify({"status": "unavailable", "checks": found}), 503
        well = all(fact["ok"] for fact in found.values())
        return jsonify({"status": "ok" if well else "degraded", "checks": found}), 200

    @pages.get("/metrics")
    def metrics() -> Response:
        registry = REGISTRY
        if shared_metrics:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(pages)


def _outcome(name: str, check: Check) -> dict[str, Any]:
    try:
        return {"ok": True, **check()}
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the answer is "not ready"
        log.warning("not ready", check=name, error=type(error).__name__)
        return {"ok": False, "error": type(error).__name__}
