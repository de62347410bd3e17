"""/dev/mails: every mail in every language, for the people who write them. Never in production."""

from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Flask, Response, abort, request

from app.http.pages import Pages
from app.notifications import words
from app.notifications.kinds import ANNOUNCEMENTS, Kind, Role
from app.notifications.languages import LANGUAGES, Clock, speech_for
from app.notifications.samples import NOW, sample
from app.notifications.writing import TEMPLATES, Brief, Written, brief, write
from app.ports import ports

# The mail is shown as it would be in a mail program: with its own styles, and nothing else.
_MAIL_POLICY = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data: https:;"
    " frame-ancestors 'none'"
)

blueprint = Blueprint("mails", __name__, url_prefix="/dev/mails")
_PAGES = Pages(TEMPLATES)


def register(app: Flask) -> None:
    """Show the previews in this application, unless it serves the world."""
    if not ports().site.production:
        app.register_blueprint(blueprint)


@blueprint.get("")
def overview() -> Response:
    """Every kind and reader, with its subject in each language."""
    rows = [
        (kind, role, [(code, _written(kind, role, code).subject) for code in LANGUAGES])
        for kind, told in ANNOUNCEMENTS.items()
        for role in told.to
        if not told.text_alone
    ]
    texts = [
        (kind, role, [(code, _brief(kind, role, code)) for code in LANGUAGES])
        for kind, told in ANNOUNCEMENTS.items()
        for role in told.to
        if told.brief
    ]
    return _PAGES.show("previews.html", site=ports().site, rows=rows, texts=texts, languages=LANGUAGES)


@blueprint.get("/<kind>/<role>/<code>")
def one(kind: str, role: str, code: str) -> Response:
    """One mail as a page; `?part=text` shows the plain text, `?clock=12h` the other clock."""
    known = {
        (str(each), str(to)) for each, told in ANNOUNCEMENTS.items() for to in told.to if not told.text_alone
    }
    if (kind, role) not in known or code not in LANGUAGES:
        abort(HTTPStatus.NOT_FOUND)
    clock = request.args.get("clock")
    written = _written(Kind(kind), Role(role), code, clock=clock if clock in set(Clock) else None)
    if request.args.get("part") == "text":
        return Response(f"{written.subject}\n\n{written.text}", mimetype="text/plain")
    headers = {"Content-Security-Policy": _MAIL_POLICY, "Cache-Control": "no-store"}
    return Response(written.html, mimetype="text/html", headers=headers)


def _written(kind: Kind, role: Role, code: str, *, clock: str | None = None) -> Written:
    site = ports().site
    link = words.link(site.link("/example#token=example"), timedelta(hours=1), speech_for(code))
    leave = site.link("/example") if ANNOUNCEMENTS[kind].optional else None
    story = sample(kind, role, language=code, clock=clock)
    return write(story, site, link=link, unsubscribe=leave, now=NOW)


def _brief(kind: Kind, role: Role, code: str) -> Brief:
    proof = words.code("123456", timedelta(minutes=10), speech_for(code))
    return brief(sample(kind, role, language=code), ports().site, code=proof, now=NOW)
