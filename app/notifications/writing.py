"""From a story to a letter's parts: subject, text, HTML and calendar file. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.invoices import pdf
from app.notifications import ics, times, words
from app.notifications.blocks import Scene, blocks
from app.notifications.facts import Story
from app.notifications.kinds import ANNOUNCEMENTS, Kind, Method, Role
from app.notifications.languages import Speech, speech_for
from app.notifications.outlines import PREFERENCES, WORK
from app.notifications.voice import Voice
from app.notifications.words import Code, Link
from app.ports.mail import Attachment
from app.ports.site import Site

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The short form: a notification's title and body and the page that it opens, or a text."""

    title: str
    body: str
    path: str
    text: str


def brief(story: Story, site: Site, *, code: Code | None = None, now: datetime) -> Brief:
    """The message for phones and browsers. Raises KeyError where the kind has no short form."""
    speech = speech_for(story.reader.locale, story.reader.clock)
    values = _values(story, site, speech, None, now)
    if code is not None:
        values |= {"code": code.digits, "code_lasts": code.lasts}
    voice = Voice(speech.language.code, values)
    mail = f"mail.{story.kind}.{story.role}"
    body = words.unbroken(voice.say(f"{mail}.brief"))
    path = _opens(story)
    link = f" {site.link(path)}" if path else ""
    title = (
        site.name if ANNOUNCEMENTS[story.kind].text_alone else words.unbroken(voice.say(f"{mail}.heading"))
    )
    return Brief(title=title, body=body, path=path, text=f"{site.name}: {body}{link}")


def write(
    story: Story, site: Site, *, link: Link | None = None, unsubscribe: str | None = None, now: datetime
) -> Written:
    """The message, in the reader's language. Raises UndefinedError for a value that nobody gives."""
    speech = speech_for(story.reader.locale, story.reader.clock)
    scene = _scene(story, site, speech, link, now)
    subject = words.unbroken(scene.say(".subject"))
    shown = _shown(scene, site, speech) | {"subject": subject, "unsubscribe_url": unsubscribe}
    return Written(
        subject=subject,
        text=_tidy(_environment().get_template("layout.txt").render(shown)),
        html=_environment().get_template("layout.html").render(shown),
        attachments=(*_calendar_files(story, site, now=now), *_papers(story)),
    )


def _scene(story: Story, site: Site, speech: Speech, link: Link | None, now: datetime) -> Scene:
    values = _values(story, site, speech, link, now)
    zone, agenda = story.reader.zone, story.agenda
    days = ((times.span(one.starts, one.ends, zone, speech), one) for one in story.recurring)
    return Scene(
        story=story,
        values=values,
        voice=Voice(speech.language.code, values),
        site_url=site.public_url,
        entries=tuple(days)
        or tuple(
            (times.hours(entry.starts, entry.ends, zone, speech), entry)
            for entry in (agenda.entries if agenda else ())
        ),
    )


def _values(story: Story, site: Site, speech: Speech, link: Link | None, now: datetime) -> dict[str, Any]:
    """What the phrases of this mail may name. What does not belong to it is missing, not empty."""
    values: dict[str, Any] = {"site": site.name, "name": words.first_name(story.reader)}
    if link is not None:
        values |= {"link_url": link.url, "link_lasts": link.lasts}
    if story.agenda is not None:
        values |= words.agenda(story.agenda, story.reader.zone, speech)
    if story.refund is not None:
        values["refund"] = story.refund.amount.words(speech.locale)
    if story.disputed is not None:
        values["disputed"] = story.disputed.words(speech.locale)
    if story.invoice is not None:
        values |= words.invoice(story.invoice, speech)
    if story.bundle is not None:
        values |= words.bundle(story.bundle, story.role, speech)
    values |= _about_times(story, speech)
    if (asked := story.hosting) is not None:
        values |= {"owner": words.one_line(asked.owner), "title": words.one_line(asked.title)}
    if (about := story.appointment) is not None:
        values |= words.booking(about, story.role, speech, now=now)
        values |= words.money(about.paid, speech, late=about.cancelled_by is Role.CLIENT)
    return values


def _about_times(story: Story, speech: Speech) -> dict[str, Any]:
    """What several times, wishes for others and calendars add."""
    values: dict[str, Any] = {}
    if story.recurring:
        values["count"] = len(story.recurring)
    if story.swapped is not None:
        values["swapped"] = times.moment(story.swapped, story.reader.zone, speech)
    if story.wished is not None:
        values |= words.wish(story.wished, story.reader.zone, speech)
    if story.outside is not None:
        values |= words.outside(story.outside)
    if story.lapses is not None:
        values["lapses"] = times.moment(story.lapses, story.reader.zone, speech)
    if story.event_change is not None:
        values |= words.event_change(story.event_change, story.reader.zone, speech)
    return values


def _opens(story: Story) -> str:
    """The page of the booking; whom it was taken from sees it no longer."""
    if story.appointment is None:
        return ""
    handed_over = story.kind is Kind.BOOKING_HANDED_OVER
    return WORK if handed_over else f"/bookings/{story.appointment.booking_id}"


def _shown(scene: Scene, site: Site, speech: Speech) -> dict[str, Any]:
    choice = _choice(scene, site)
    return {
        "site": site,
        "language": speech.language,
        "hello": scene.say("common.hello"),
        "heading": scene.say(".heading"),
        "preheader": words.unbroken(scene.say(".preheader")),
        "blocks": blocks(scene),
        "why": scene.say("common.why_guest" if scene.story.reader.guest else "common.why"),
        "choose": scene.say(choice[0]) if choice else None,
        "choose_url": choice[1] if choice else None,
        "unsubscribe": scene.say("common.unsubscribe"),
    }


def _choice(scene: Scene, site: Site) -> tuple[str, str] | None:
    """What the foot of the mail lets its reader do: a guest has this link alone to look after a booking."""
    if scene.story.manage_url is not None:
        return "common.manage", scene.story.manage_url
    optional = ANNOUNCEMENTS[scene.story.kind].optional and not scene.story.reader.guest
    return ("common.choose", site.link(PREFERENCES)) if optional else None


def _tidy(text: str) -> str:
    """At most one blank line between two parts, none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _calendar_files(story: Story, site: Site, *, now: datetime) -> tuple[Attachment, ...]:
    """A cancellation goes to the calendars alone that were told of the appointment by such a file.

    Where we write into the reader's calendar ourselves, no file puts it there a second time.
    """
    method = ANNOUNCEMENTS[story.kind].calendar
    if method is None or story.appointment is None or story.reader.written_to:
        return ()
    if method is Method.CANCEL and not story.invited:
        return ()
    host = urlsplit(site.public_url).hostname or "localhost"
    content = ics.calendar(story.appointment, method, host=host, site=site.name, now=now)
    name = "invite.ics" if method is Method.REQUEST else "cancel.ics"
    return (Attachment(name, f"text/calendar; method={method}; charset=utf-8", content),)


def _papers(story: Story) -> tuple[Attachment, ...]:
    """The invoice itself, in the language it was issued in."""
    if story.invoice is None:
        return ()
    return (Attachment(f"{story.invoice.number}.pdf", "application/pdf", pdf.print_out(story.invoice)),)


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
