"""From a story to a letter's parts: subject, text, HTML and calendar file. Pure."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from app.notifications import ics, words
from app.notifications.facts import Story
from app.notifications.kinds import ANNOUNCEMENTS, Method
from app.notifications.languages import Speech, speech_for
from app.notifications.words import Link
from app.ports.mail import Attachment
from app.ports.site import Site

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


def write(story: Story, site: Site, *, link: Link | None = None, now: datetime) -> Written:
    """The message, in the reader's language. Raises UndefinedError for a variable nobody gives."""
    speech = speech_for(story.reader.locale)
    folder = f"{speech.language.code}/{story.kind}/{story.role}"
    values = _values(story, site, speech, now) | {"link": link}
    text = _environment().get_template(f"{folder}.txt")
    values |= {"subject": _block(text, "subject", values), "preheader": _block(text, "preheader", values)}
    html = _environment().get_template(f"{folder}.html")
    return Written(
        subject=values["subject"],
        text=text.render(values).strip() + "\n",
        html=html.render(values),
        attachments=_calendar_files(story, site, now=now),
    )


def _values(story: Story, site: Site, speech: Speech, now: datetime) -> dict[str, Any]:
    appointment = story.appointment
    return {
        "site": site,
        "language": speech.language,
        "name": words.first_name(story.reader),
        "booking": words.booking(appointment, story.role, speech, now=now) if appointment else None,
        "money": words.settled(appointment.paid, speech) if appointment else None,
        "disputed": story.disputed.words(speech.locale) if story.disputed else None,
        "refund": story.refund.amount.words(speech.locale) if story.refund else None,
    }


def _block(template: Template, name: str, values: dict[str, Any]) -> str:
    """One block of a template by itself, on one line."""
    written = "".join(template.blocks[name](template.new_context(values)))
    return words.one_line(" ".join(written.split()))


def _calendar_files(story: Story, site: Site, *, now: datetime) -> tuple[Attachment, ...]:
    """A cancellation goes to the calendars alone that were told of the appointment."""
    method = ANNOUNCEMENTS[story.kind].calendar
    if method is None or story.appointment is None or (method is Method.CANCEL and not story.invited):
        return ()
    host = urlsplit(site.public_url).hostname or "localhost"
    content = ics.calendar(story.appointment, method, host=host, site=site.name, now=now)
    name = "invite.ics" if method is Method.REQUEST else "cancel.ics"
    return (Attachment(name, f"text/calendar; method={method}; charset=utf-8", content),)


@cache
def _environment() -> Environment:
    """HTML is escaped, and a variable that nobody gives is an error: in the tests, not in a client's mail."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html",), default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
