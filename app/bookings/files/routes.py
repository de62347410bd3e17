"""Sending a file before the booking that it belongs to, and fetching it."""

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge

from app.bookings.files import keeping, queries
from app.bookings.files.errors import FileTooLarge
from app.bookings.files.keeping import SendFile
from app.bookings.files.kinds import LARGEST
from app.bookings.files.schemas import FileOut, UploadQuery
from app.db.session import database_now, reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.kernel.errors import InvalidInput, NotFound

blueprint = ApiBlueprint("files", __name__, url_prefix="/v1/files", description="Files that answer questions")
_ANY = "application/octet-stream"  # no browser shows it in our name, whatever is in it


@blueprint.route("", methods=["POST"])
@blueprint.signed_in()
@blueprint.queries(UploadQuery)
@blueprint.takes_raw("The file itself, at most 5 MiB: PDF, PNG, JPEG or plain text.", kinds=(_ANY,))
@blueprint.returns(201, FileOut, tells=("Location",))
@blueprint.refuses(400, 409, 413, 415)
def send(principal: Principal, query: dict[str, Any]) -> Any:
    """Send a file, to answer a question of kind FILE with its id within a day."""
    command = SendFile(principal.user_id, query["name"], _content())
    with transaction(actor_id=principal.user_id) as session:
        file = keeping.write_down(session, command, now=database_now(session))
        told = {name: getattr(file, name) for name in ("id", "name", "size", "type")}
    keeping.store(told["id"], command.content)
    return told, {"Location": f"/v1/files/{told['id']}"}


@blueprint.route("/<uuid:file_id>")
@blueprint.signed_in()
@blueprint.gives_file(_ANY, "The file as it was sent.")
@blueprint.refuses(404)
def fetch(principal: Principal, file_id: UUID) -> Response:
    """A file of yours, or one that a client of yours answered with when booking."""
    with reading() as session:
        file = queries.shown(session, file_id, principal.user_id)
        if file is None:
            raise NotFound
        name = file.name
    content = BytesIO(keeping.fetch(file_id))
    response = send_file(content, mimetype=_ANY, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _content() -> bytes:
    request.max_content_length = LARGEST
    try:
        content = request.get_data()
    except RequestEntityTooLarge as error:
        raise FileTooLarge from error
    if not content:
        raise InvalidInput.at("body", "The file is empty.")
    return content
