"""`/v1/admin/tasks`: the ledger, for administrators."""

from typing import Any
from uuid import UUID

from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.operations import queries, schemas, service
from app.operations.audit.routes import blueprint as audit
from app.operations.queries import TaskFilter
from app.operations.timeline.routes import blueprint as timeline

ADMIN = "ADMIN"

admin_tasks = ApiBlueprint(
    "admin tasks", __name__, url_prefix="/v1/admin/tasks", description="Owed work, for administrators."
)
BLUEPRINTS = (admin_tasks, timeline, audit)


@admin_tasks.route("", methods=["GET"])
@admin_tasks.signed_in(ADMIN)
@admin_tasks.queries(schemas.TaskQuery)
@admin_tasks.lists(schemas.TaskOut)
def list_tasks(who: Principal, query: dict[str, Any]) -> Page:
    """Tasks by state, actor, queue and error, the newest first."""
    del who
    with reading() as session:
        return queries.tasks(session, query["wanted"], query["paging"])


@admin_tasks.route("/top", methods=["GET"])
@admin_tasks.signed_in(ADMIN)
@admin_tasks.returns(200, schemas.QueueDepth(many=True))
def top(who: Principal) -> Any:
    """Depth of each queue, and the age of its oldest due task."""
    del who
    with reading() as session:
        return queries.top(session)


@admin_tasks.route("/replay", methods=["POST"])
@admin_tasks.signed_in(ADMIN)
@admin_tasks.reads(schemas.ReplayMany)
@admin_tasks.returns(200, schemas.Replayed)
def replay_dead(who: Principal, wanted: TaskFilter) -> dict[str, int]:
    """Let dead tasks try again, at most 1,000 a call."""
    with transaction(actor_id=who.user_id) as session:
        return {"replayed": service.replay_dead(session, wanted)}


@admin_tasks.route("/discard", methods=["POST"])
@admin_tasks.signed_in(ADMIN)
@admin_tasks.reads(schemas.DiscardMany)
@admin_tasks.returns(200, schemas.Discarded)
def discard_dead(who: Principal, body: dict[str, Any]) -> dict[str, int]:
    """Give up dead tasks, at most 1,000 a call. The reason stays with each."""
    with transaction(actor_id=who.user_id) as session:
        return {"discarded": service.discard_dead(session, body["wanted"], body["reason"])}


@admin_tasks.route("/<uuid:task_id>", methods=["GET"])
@admin_tasks.signed_in(ADMIN)
@admin_tasks.returns(200, schemas.TaskOut)
@admin_tasks.refuses(404)
def show_task(who: Principal, task_id: UUID) -> Any:
    """One task."""
    del who
    with reading() as session:
        return service.show(session, task_id)


@admin_tasks.route("/<uuid:task_id>/replay", methods=["POST"])
@admin_tasks.signed_in(ADMIN)
@admin_tasks.returns(200, schemas.TaskOut)
@admin_tasks.refuses(404, 409)
def replay_task(who: Principal, task_id: UUID) -> Any:
    """Let a dead or discarded task try again."""
    with transaction(actor_id=who.user_id) as session:
        replayed = service.replay(session, task_id)
        session.expunge(replayed)
    return replayed


@admin_tasks.route("/<uuid:task_id>/discard", methods=["POST"])
@admin_tasks.signed_in(ADMIN)
@admin_tasks.reads(schemas.DiscardIn)
@admin_tasks.returns(200, schemas.TaskOut)
@admin_tasks.refuses(404, 409)
def discard_task(who: Principal, body: dict[str, str], task_id: UUID) -> Any:
    """Give up a task that waits or is dead."""
    with transaction(actor_id=who.user_id) as session:
        discarded = service.discard(session, service.Discard(task_id, body["reason"]))
        session.expunge(discarded)
    return discarded
