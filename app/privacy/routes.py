"""A person's data as a file."""

from typing import Any
from uuid import UUID

from flask import Response

from app.db.session import database_now, reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.privacy import service
from app.privacy.schemas import DataExportOut

blueprint = ApiBlueprint(
    "exports", __name__, url_prefix="/v1/users/me/exports", description="All of your data as a file"
)
BLUEPRINTS = (blueprint,)
_HEADERS = {
    "Content-Disposition": 'attachment; filename="my-data.zip"',
    "Cache-Control": "private, no-store",
}


@blueprint.route("", methods=["POST"])
@blueprint.signed_in()
@blueprint.returns(202, DataExportOut, tells=("Location",))
@blueprint.refuses(409)
def ask(principal: Principal) -> Any:
    """Ask for all that is known of you. A worker writes the file, and a mail tells when it is ready."""
    with transaction(actor_id=principal.user_id) as session:
        export = service.ask(session, principal.user_id, now=database_now(session))
        return _shown(export), {"Location": f"/v1/users/me/exports/{export.id}"}


@blueprint.route("")
@blueprint.signed_in()
@blueprint.returns(200, DataExportOut(many=True))
def mine(principal: Principal) -> Any:
    """The exports that you asked for, the newest first; twenty at most."""
    with reading() as session:
        return [_shown(export) for export in service.mine(session, principal.user_id)]


@blueprint.route("/<uuid:export_id>")
@blueprint.signed_in()
@blueprint.returns(200, DataExportOut)
@blueprint.refuses(404)
def show(principal: Principal, export_id: UUID) -> Any:
    """Whether it is ready."""
    with reading() as session:
        return _shown(service.one(session, export_id, principal.user_id))


@blueprint.route("/<uuid:export_id>/file")
@blueprint.signed_in()
@blueprint.gives_file("application/zip", "`data.json` with a section a table, and `bookings.ics`.")
@blueprint.refuses(404, 409)
def file(principal: Principal, export_id: UUID) -> Response:
    """The file itself, for a day after it was written."""
    with transaction(actor_id=principal.user_id) as session:
        content = service.fetch(session, export_id, principal.user_id)
    return Response(content, mimetype="application/zip", headers=_HEADERS)


def _shown(export: Any) -> dict[str, Any]:
    names = ("id", "status", "asked_at", "ready_at", "expires_at")
    return {name: getattr(export, name) for name in names}
