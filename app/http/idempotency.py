"""`@idempotent`: a POST that is sent twice happens once (draft-ietf-httpapi-idempotency-key-header-07).

The key is claimed with a lease before the view runs, and the answer is stored under it afterwards. In
between, the first transaction that the view commits settles the claim in the same commit. So a process that
dies before it could store its answer leaves a key that is never run again, and one that was frozen beyond its
lease cannot commit any more: its claim belongs to another.
"""

import hashlib
import re
from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

import orjson
import structlog
from flask import Response, g, has_request_context, json, request
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db import claims
from app.db.claims import Claim, Remembered
from app.http import errors
from app.http.auth import require
from app.http.parsing import decode
from app.kernel.errors import Conflict, InvalidInput, RateLimited, Refusal, Unavailable

__all__ = ["HEADER", "idempotent"]

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LOST_AFTER = 60  # a lease longer than ours was settled by a commit: nobody works on it any more
KEPT_HEADERS = ("Location", "ETag")
SETTLED = "settled_claim"
_GOOD_KEY = re.compile(r"[\x21-\x7e]{1,255}\Z")

log = structlog.get_logger(__name__)
View = TypeVar("View", bound=Callable[..., Any])


class KeyReused(Refusal):
    code, status = "IDEMPOTENCY_KEY_REUSED", 422
    message = "This Idempotency-Key belongs to another request."


class StillRunning(Conflict):
    code, message = "REQUEST_IN_PROGRESS", "The first request with this Idempotency-Key still runs."


class OutcomeUnknown(Conflict):
    code = "OUTCOME_UNKNOWN"
    message = (
        "A request with this Idempotency-Key was carried out, but its answer was lost. Look at what it made; "
        "take a new key for a new request."
    )


PARAMETER = {
    "in": "header",
    "name": HEADER,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "Makes a repeat of this request safe: it gets the first one's answer, for seven days.",
}
PASSING = (Unavailable, RateLimited, StillRunning)  # worth another try with the same key


def idempotent(view: View) -> View:
    """Honour Idempotency-Key. Stands below `reads` and above `returns`, so that it sees the whole answer."""

    @wraps(view)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = _key()
        if key is None:
            return view(*args, **kwargs)
        claimed = claims.claim(require().user_id, _route(), key, _fingerprint())
        if isinstance(claimed, Remembered):
            return _replay(claimed)
        g.claim = claimed
        return _answer(claimed, lambda: view(*args, **kwargs))

    described: View = _described(once)
    return described


def _key() -> str | None:
    key = request.headers.get(HEADER)
    if key is not None and not _GOOD_KEY.match(key):
        raise InvalidInput.at(HEADER, "Send 1 to 255 visible ASCII characters.")
    return key


def _route() -> str:
    return f"{request.method} {request.url_rule.rule if request.url_rule else request.path}"


def _fingerprint() -> bytes:
    """Method, path and body; spaces and the order of keys make no other request."""
    body = request.get_data()
    canonical = orjson.dumps(decode(body), option=orjson.OPT_SORT_KEYS) if body else b""
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + canonical).digest()


def _answer(claim: Claim, run: Callable[[], Response]) -> Response:
    """Run the view and store what it answers. What may be tried again gives the key back."""
    try:
        response = run()
    except Refusal as refusal:
        if isinstance(refusal, PASSING):
            claims.release(claim)
            raise
        response = errors.refused(refusal)
    except Exception:
        if not claim.settled:  # an effect whose answer we failed to give must not happen again
            claims.release(claim)
        raise
    finally:
        g.claim = None
    kept = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    claims.store(claim, response.status_code, {"json": response.get_json(), "headers": kept})
    return response


def _replay(found: Remembered) -> Response:
    if found.fingerprint != _fingerprint():
        raise KeyReused
    if found.status is None and found.lease_left > LOST_AFTER:
        raise OutcomeUnknown
    if found.status is None or found.body is None:
        raise StillRunning(headers={"Retry-After": str(max(1, round(found.lease_left)))})
    log.info("answer replayed", route=_route())
    body = found.body["json"]
    response = Response(b"" if body is None else json.dumps(body), found.status, found.body["headers"])
    response.mimetype = "application/json"
    response.headers[REPLAYED] = "true"
    return response


@event.listens_for(Session, "before_commit")
def _settle(session: Session) -> None:
    """With the view's first commit its claim is settled; where another took the claim over, nothing is."""
    claim: Claim | None = g.get("claim") if has_request_context() else None
    if claim is None or claim.settled or session.in_nested_transaction():
        return
    lease = claims.settle(session.connection(), claim)
    if lease is None:
        raise StillRunning(headers={"Retry-After": "1"})
    session.info[SETTLED] = (claim, lease)


@event.listens_for(Session, "after_commit")
def _settled(session: Session) -> None:
    """Only now is it true."""
    if SETTLED in session.info and not session.in_nested_transaction():
        claim, claim.lease = session.info.pop(SETTLED)
        claim.settled = True


def _described(view: Any) -> Any:
    """The header and its refusals in the OpenAPI document."""
    notes = deepcopy(getattr(view, "_apidoc", {}))
    notes.setdefault("arguments", {}).setdefault("parameters", []).append(deepcopy(PARAMETER))
    responses = notes.setdefault("response", {}).setdefault("responses", {})
    for status in (409, 422):
        responses.setdefault(status, [HTTPStatus(status).name])
    view._apidoc = notes  # noqa: SLF001 - flask-smorest keeps its notes there
    return view
