"""/dev/inbox: the mail this installation would have sent, for the people who build it."""

from http import HTTPStatus
from io import BytesIO
from typing import Any

from flask import Blueprint, Flask, Response, abort, jsonify, render_template, request, send_file, url_for
from sqlalchemy.orm import Session

from app.adapters.mail.inbox import notes, reading
from app.adapters.mail.inbox.models import InboxMail, InboxNote
from app.adapters.mail.inbox.reading import File, Opened
from app.db.session import reading as read_session
from app.http.schemas import BIGGEST_ID
from app.ports import ports

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; img-src 'self' data:;"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# The mail itself is a stranger's document: no script, no form, no name of ours; links open outside of it.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline';"
    " img-src data: https:; frame-ancestors 'self'"
)

blueprint = Blueprint("inbox", __name__, url_prefix="/dev", template_folder="templates")


def register(app: Flask) -> None:
    """Show the inbox in this application, unless it serves the world."""
    if not ports().site.production:
        app.register_blueprint(blueprint)


@blueprint.get("/inbox")
def overview() -> Response:
    to = request.args.get("to") or None
    with read_session() as session:
        kept = notes.newest(session, to=to)
        return _page("inbox/overview.html", mails=reading.newest(session, to=to), notes=kept, to=to)


@blueprint.get("/inbox.json")
def as_json() -> Response:
    """Newest first; `?to=` picks one address. For tests and for curl."""
    with read_session() as session:
        mails = reading.newest(session, to=request.args.get("to") or None)
        return jsonify({"data": [_described(reading.opened(mail)) for mail in mails]})


@blueprint.get("/inbox/notes.json")
def notes_as_json() -> Response:
    """Texts and notifications, newest first; `?to=` picks one number or device."""
    with read_session() as session:
        kept = notes.newest(session, to=request.args.get("to") or None)
        return jsonify({"data": [_noted(note) for note in kept]})


@blueprint.get("/inbox/<int:number>")
def one(number: int) -> Response:
    with read_session() as session:
        return _page("inbox/mail.html", mail=_opened(session, number))


@blueprint.get("/inbox/<int:number>/html")
def framed(number: int) -> Response:
    with read_session() as session:
        html = _opened(session, number).html
    page = html.replace("<head>", '<head><base target="_blank">', 1)
    headers = {"Content-Security-Policy": MAIL_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return Response(page, mimetype="text/html", headers=headers)


@blueprint.get("/inbox/<int:number>/source")
def source(number: int) -> Response:
    with read_session() as session:
        return Response(_found(session, number).mime, mimetype="text/plain")


@blueprint.get("/inbox/<int:number>/files/<int:file>")
def download(number: int, file: int) -> Response:
    with read_session() as session:
        files = _opened(session, number).files
    wanted = next((each for each in files if each.number == file), None)
    if wanted is None:
        abort(HTTPStatus.NOT_FOUND)
    content = BytesIO(wanted.content)
    return send_file(content, wanted.content_type, as_attachment=True, download_name=wanted.name)


@blueprint.get("/inbox.css")
def style() -> Response:
    return Response(render_template("inbox/inbox.css"), mimetype="text/css")


def _page(template: str, **values: Any) -> Response:
    html = render_template(template, site=ports().site, **values)
    return Response(html, headers={"Content-Security-Policy": PAGE_POLICY})


def _found(session: Session, number: int) -> InboxMail:
    mail = session.get(InboxMail, number) if number <= BIGGEST_ID else None
    if mail is None:
        abort(HTTPStatus.NOT_FOUND)
    return mail


def _opened(session: Session, number: int) -> Opened:
    return reading.opened(_found(session, number))


def _described(mail: Opened) -> dict[str, Any]:
    return {
        "id": mail.id,
        "messageId": mail.header("Message-ID"),
        "to": mail.header("To"),
        "subject": mail.header("Subject"),
        "receivedAt": mail.received_at,
        "text": mail.text,
        "html": mail.html,
        "attachments": [_link(mail, file) for file in mail.files],
        "url": url_for("inbox.one", number=mail.id),
    }


def _noted(note: InboxNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "channel": note.channel,
        "to": note.recipient,
        "title": note.title,
        "text": note.text,
        "url": note.url,
        "receivedAt": note.received_at,
    }


def _link(mail: Opened, file: File) -> dict[str, Any]:
    address = url_for("inbox.download", number=mail.id, file=file.number)
    return {"name": file.name, "contentType": file.content_type, "size": len(file.content), "url": address}
