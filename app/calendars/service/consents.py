"""Sending somebody to a company for their consent, and taking what they bring back (OAuth 2.0, RFC 7636)."""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts import opaque
from app.calendars.errors import UnknownConsent
from app.calendars.events import FinishConsent
from app.calendars.models import Connection, ConsentRequest
from app.calendars.queries import connections
from app.calendars.service import connecting
from app.kernel import sealing
from app.kernel.errors import InvalidInput
from app.ports import ports
from app.ports.calendars import Consent, Permission

LIFETIME = timedelta(minutes=15)
CALLBACK = "/v1/calendars/consents/callback"
_PURPOSE = "calendar_consents.verifier"


@dataclass(frozen=True, slots=True)
class Asked:
    address: str
    expires_at: datetime


def ask(session: Session, user_id: int, kind: str, *, now: datetime) -> Asked:
    """Where to send this person. State and verifier are theirs alone, and good for a quarter of an hour.

    Raises:
        InvalidInput: there is no such company, or it asks for no consent.
    """
    consent = consent_of(kind)
    state, state_hash = opaque.mint()
    verifier = secrets.token_urlsafe(48)
    session.execute(delete(ConsentRequest).where(ConsentRequest.expires_at < now - timedelta(days=1)))
    session.add(
        ConsentRequest(
            state_hash=state_hash,
            user_id=user_id,
            kind=kind,
            sealed_verifier=sealing.seal(_keys()[0], verifier, place=state_hash.hex()),
            expires_at=now + LIFETIME,
        )
    )
    session.flush()
    asked = Permission(state=state, challenge=challenge_of(verifier), redirect=redirect())
    return Asked(consent.address(asked), now + LIFETIME)


def finish(session: Session, command: FinishConsent, *, now: datetime) -> Connection:
    """Take the code that the company gave; a worker trades it. The state is good once, for who began.

    Raises:
        UnknownConsent: it is not, or the person said no.
    """
    state_hash = opaque.digest(command.state)
    found = connections.consent(session, state_hash, owner=command.user_id, now=now)
    if found is None or command.code is None:
        raise UnknownConsent
    found.used_at = now
    verifier = sealing.unseal(_keys(), found.sealed_verifier, place=state_hash.hex())
    words = {"code": command.code, "verifier": verifier, "redirect": redirect()}
    again = _to_be_renewed(session, command.user_id, found.kind)
    if again is None:
        return connecting.begin(session, command.user_id, found.kind, words)
    connecting.open_with(session, again, words)
    return again


def consent_of(kind: str) -> Consent:
    found = ports().calendars.get(kind)
    if found is None or found.consent is None:
        raise InvalidInput.at("kind", "There is no such company, or it asks for no consent.")
    return found.consent


def challenge_of(verifier: str) -> str:
    """RFC 7636 §4.2, S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def redirect() -> str:
    return ports().site.link(CALLBACK)


def _to_be_renewed(session: Session, user_id: int, kind: str) -> Connection | None:
    """Whoever connects a company again whose consent was lost means that account: its choices stay."""
    mine = connections.all_of(session, user_id)
    return next((one for one in mine if one.kind == kind and one.state in {"LOST", "FAILED"}), None)


def _keys() -> tuple[bytes, ...]:
    return ports().site.keys(_PURPOSE)
