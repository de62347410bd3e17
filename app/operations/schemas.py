"""Tasks as operators see them."""

from typing import Any

from marshmallow import fields, post_load, validate

from app.http.paging import PagingQuery
from app.http.schemas import Instant, Schema
from app.operations.queries import State, TaskFilter
from app.ports import ports

_NAME = validate.Length(min=1, max=100)
_ERROR = validate.Length(min=1, max=200)


class TaskOut(Schema):
    """`args` are ids and small values; `lastError` is for operators, and so is `lastTrace`.

    A trace names the places in the code that the error came through, the outermost first. The age counts from
    when the task was owed.
    """

    id = fields.UUID(required=True)
    actor = fields.String(required=True)
    queue = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf([state.value for state in State]))
    args = fields.Dict(required=True)
    dedupe_key = fields.String(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    max_attempts = fields.Integer(required=True)
    run_at = Instant(required=True)
    lease_until = Instant(required=True, allow_none=True)
    last_error = fields.String(required=True, allow_none=True)
    last_trace = fields.String(required=True, allow_none=True)
    request_id = fields.String(required=True, allow_none=True)
    created_at = Instant(required=True)
    done_at = Instant(required=True, allow_none=True)
    age_seconds = fields.Function(
        lambda row: round((ports().clock.now() - row.created_at).total_seconds(), 3),
        required=True,
        metadata={"type": "number"},
    )


class TaskQuery(PagingQuery):
    state = fields.Enum(State, by_value=True)
    actor = fields.String(validate=_NAME)
    queue = fields.String(validate=_NAME)
    error = fields.String(validate=_ERROR)

    @post_load
    def _filter(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        parts = {name: data.pop(name) for name in ("state", "actor", "queue", "error") if name in data}
        return {**data, "wanted": TaskFilter(**parts)}


class ReplayMany(Schema):
    """Which dead tasks; without a filter, all of them. `error` is how their last error begins."""

    actor = fields.String(validate=_NAME)
    queue = fields.String(validate=_NAME)
    error = fields.String(validate=_ERROR)

    @post_load
    def _filter(self, data: dict[str, Any], **_: Any) -> TaskFilter:
        return TaskFilter(**data)


class Replayed(Schema):
    replayed = fields.Integer(required=True)


class DiscardMany(Schema):
    """Which dead tasks, and why. Without a filter, all of them."""

    actor = fields.String(validate=_NAME)
    queue = fields.String(validate=_NAME)
    error = fields.String(validate=_ERROR)
    reason = fields.String(required=True, validate=validate.Length(min=1, max=200))

    @post_load
    def _filter(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        reason = data.pop("reason")
        return {"wanted": TaskFilter(**data), "reason": reason}


class Discarded(Schema):
    discarded = fields.Integer(required=True)


class DiscardIn(Schema):
    reason = fields.String(required=True, validate=validate.Length(min=1, max=200))


class QueueDepth(Schema):
    queue = fields.String(required=True)
    due = fields.Integer(required=True)
    scheduled = fields.Integer(required=True)
    running = fields.Integer(required=True)
    dead = fields.Integer(required=True)
    oldest_due_seconds = fields.Float(required=True)
