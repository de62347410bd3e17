"""Letters for tests of the adapters."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from app.ports.mail import Attachment, Letter

INVITATION = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def a_letter(**changes: Any) -> Letter:
    """A letter to Ben, with a key and an address of its own."""
    own = uuid4().hex
    letter = Letter(
        key=f"17.{own}",
        to=f"ben.{own}@example.com",
        subject="Bestätigt: Gespräch mit Zoë — 10 €",
        text="Grüße an Ben,\n\nbis bald — Zoë\n",
        html="<!doctype html><html><head><title>x</title></head><body><p>Grüße, bis bald</p></body></html>",
    )
    return replace(letter, **changes)


def an_invitation(**changes: Any) -> Letter:
    file = Attachment("invite.ics", "text/calendar; method=REQUEST", INVITATION)
    return a_letter(attachments=(file,), **changes)
