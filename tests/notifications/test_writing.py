"""What people put into their names, titles and notes stays text."""

from dataclasses import replace

import pytest
from jinja2 import UndefinedError

from app.adapters.mail import mime
from app.notifications.kinds import Kind, Role
from app.notifications.languages import LANGUAGES
from app.notifications.voice import Voice
from app.notifications.writing import write
from app.ports.mail import Letter
from tests.factories.installed import SITE
from tests.notifications.stories import ADA, BEN, NOW, appointment, in_language, story

EVIL = "Eve\u202e\u2028\r\nBcc: cleo@example.com\r\n\r\n<script>alert(1)</script>"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("where", ["name", "title"])
def test_a_name_or_a_title_adds_no_header_and_no_markup(where: str, code: str) -> None:
    about = appointment(title=EVIL) if where == "title" else appointment(provider=replace(ADA, name=EVIL))

    told = in_language(story(Kind.BOOKING_CONFIRMED, Role.CLIENT, about=about), code)
    written = write(told, SITE, now=NOW)
    letter = Letter(key="1.a", to=BEN.email, subject=written.subject, text=written.text, html=written.html)
    message = mime.build(letter, sender=SITE.mail_from, now=NOW)

    assert not any(turn in written.subject for turn in "\r\n\u2028\u2029\u202e")
    assert "\nBcc:" not in written.text
    assert message["Bcc"] is None
    assert "<script>" not in written.html
    assert "&lt;script&gt;" in written.html


def test_notes_are_shown_as_they_were_typed_and_escaped() -> None:
    about = appointment(notes="a <b>bold</b>\nsecond line")

    written = write(story(Kind.BOOKING_CONFIRMED, Role.PROVIDER, about=about), SITE, now=NOW)

    assert "  a <b>bold</b>\n  second line\n" in written.text
    assert "a &lt;b&gt;bold&lt;/b&gt;\nsecond line" in written.html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a.example/ x", ""])
def test_only_web_addresses_become_links(url: str) -> None:
    written = write(
        story(Kind.BOOKING_CONFIRMED, Role.CLIENT, about=appointment(video_link=url)), SITE, now=NOW
    )

    assert "Video" not in written.text
    assert "javascript" not in written.html


def test_a_value_that_nobody_gives_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        Voice("en", {}).say("mail.booking_confirmed.client.intro")


def test_a_phrase_that_no_catalogue_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        Voice("en", {}).say("mail.no_such_mail.client.intro")


def test_a_reason_that_is_our_own_code_is_not_shown_to_people() -> None:
    about = appointment(status="CANCELLED", cancelled_by=Role.CLIENT, reason="CANCELLED")

    written = write(story(Kind.BOOKING_CANCELLED, Role.PROVIDER, about=about), SITE, now=NOW)

    assert "The reason given" not in written.text
