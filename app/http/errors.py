"""Every refusal and failure leaves in one shape: `{"error": {code, message, details, timestamp, path}}`."""

from http import HTTPStatus
from typing import Any

import psycopg
import sentry_sdk
import structlog
from flask import Flask, Response, json, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app.kernel.errors import Refusal, Unavailable
from app.ports import ports

log = structlog.get_logger(__name__)

CODES = {405: "METHOD_NOT_ALLOWED", 413: "TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE"}


def register(app: Flask) -> None:
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, failed_in_http)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(InterfaceError, database_away)
    app.register_error_handler(PoolTimeout, database_away)
    app.register_error_handler(psycopg.OperationalError, database_away)  # straight from the driver
    app.register_error_handler(psycopg.InterfaceError, database_away)
    app.register_error_handler(Exception, failed)


def refused(error: Refusal) -> Response:
    details = [{"field": detail.field, "message": detail.message} for detail in error.details]
    return answer(
        error.status, error.code, error.text, details=details, headers=error.headers, extra=error.extra
    )


def failed_in_http(error: HTTPException) -> Response:
    """What Werkzeug itself refuses: unknown routes, wrong methods (with `Allow`), huge bodies."""
    status = error.code or 500
    code = CODES.get(status) or HTTPStatus(status).name
    headers = {name: value for name, value in error.get_headers() if name.lower() in {"allow", "retry-after"}}
    return answer(status, code, error.description or HTTPStatus(status).phrase, headers=headers)


def database_away(error: Exception) -> Response:
    log.warning("database unavailable", error=type(error).__name__)
    return refused(Unavailable(headers={"Retry-After": "1"}))


def failed(error: Exception) -> Response:
    sentry_sdk.capture_exception(error)
    log.error("request failed", exc_info=error)
    return answer(500, "INTERNAL_SERVER_ERROR", "Something went wrong on our side.")


def answer(
    status: int,
    code: str,
    message: str,
    *,
    details: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
    extra: dict[str, Any] | None = None,
) -> Response:
    body = {
        "code": code,
        "message": message,
        "details": details or [],
        "timestamp": ports().clock.now(),
        "path": request.path,
        **(extra or {}),
    }
    response = Response(json.dumps({"error": body}), status, mimetype="application/json")
    response.headers.update(headers or {})
    response.headers["Cache-Control"] = "no-store"
    return response
