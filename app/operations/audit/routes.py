"""`GET /v1/admin/audit`: who did what, for administrators."""

from typing import Any

from marshmallow import fields, post_load, validate

from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page, PagingQuery
from app.http.schemas import Id, Instant, Schema
from app.operations.audit import queries
from app.operations.audit.queries import TrailFilter

blueprint = ApiBlueprint("audit", __name__, url_prefix="/v1/admin/audit", description="Who did what.")
_WORD = validate.Length(min=1, max=60)
_PARTS = ("actor_id", "action", "subject", "subject_id", "since", "until")


class TrailQuery(PagingQuery):
    """`action` is one (`account.deleted`) or all of a kind (`account`)."""

    actor_id = Id()
    action = fields.String(validate=_WORD)
    subject = fields.String(validate=_WORD)
    subject_id = fields.String(validate=_WORD)
    since = Instant()
    until = Instant()

    @post_load
    def _filter(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        parts = {name: data.pop(name) for name in _PARTS if name in data}
        return {**data, "wanted": TrailFilter(**parts)}


class AuditEventOut(Schema):
    """`facts` are ids, codes and names of fields. Without an actor it was nobody who is signed in."""

    id = fields.Integer(required=True)
    at = Instant(required=True)
    action = fields.String(required=True)
    actor_id = fields.Integer(required=True, allow_none=True)
    subject = fields.String(required=True)
    subject_id = fields.String(required=True)
    facts = fields.Dict(required=True)
    request_id = fields.String(required=True, allow_none=True)


@blueprint.route("", methods=["GET"])
@blueprint.signed_in("ADMIN")
@blueprint.queries(TrailQuery)
@blueprint.lists(AuditEventOut)
def trail(who: Principal, query: dict[str, Any]) -> Page:
    """What was done, the newest first."""
    del who
    with reading() as session:
        return queries.events(session, query["wanted"], query["paging"])
