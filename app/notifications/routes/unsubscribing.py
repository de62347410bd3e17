"""/unsubscribe: one click ends mails of a kind (RFC 8058). Opening it does not: scanners open links."""

from http import HTTPStatus

from flask import Blueprint, Response

from app.db.session import reading, transaction
from app.http.pages import Pages
from app.notifications import links, queries, service
from app.notifications.kinds import OPTIONAL, Channel, Kind
from app.notifications.languages import speech_for
from app.notifications.voice import Voice
from app.notifications.writing import TEMPLATES
from app.ports import ports

unsubscribing = Blueprint("unsubscribe", __name__, url_prefix="/unsubscribe/<id:user_id>/<kind>/<proof>")
_pages = Pages(TEMPLATES)


@unsubscribing.get("")
def ask(user_id: int, kind: str, proof: str) -> Response:
    return _shown(user_id, kind, "ask") if _allowed(user_id, kind, proof) else _unknown()


@unsubscribing.post("")
def leave(user_id: int, kind: str, proof: str) -> Response:
    """By a mail program's button or by the page's: no more mails of this kind to this person."""
    if not _allowed(user_id, kind, proof):
        return _unknown()
    with transaction(actor_id=user_id) as session:
        service.mute(session, user_id, Kind(kind), Channel.EMAIL)
    return _shown(user_id, kind, "done")


def _allowed(user_id: int, kind: str, proof: str) -> bool:
    return kind in OPTIONAL and links.is_genuine(user_id, kind, proof)


def _shown(user_id: int, kind: str, what: str) -> Response:
    with reading() as session:
        reader = queries.person(session, user_id)
    language = speech_for(reader.locale).language
    voice = Voice(language.code, {"site": ports().site.name})
    return _pages.show(
        "unsubscribe.html",
        forms_to="'self'",
        site=ports().site,
        language=language,
        kind=voice.say(f"kind.{kind}"),
        what=what,
        say=lambda key: voice.say(f"unsubscribe.{key}"),
    )


def _unknown() -> Response:
    return _pages.show("unsubscribe_unknown.html", HTTPStatus.NOT_FOUND, site=ports().site)
