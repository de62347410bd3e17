"""Every language says everything, and nothing is named that nobody gives."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from babel import Locale

from app.accounts.fields import CLOCKS, LOCALES
from app.notifications import catalogue, outlines, words
from app.notifications.facts import Story
from app.notifications.kinds import ANNOUNCEMENTS, Kind, Role
from app.notifications.languages import LANGUAGES, Clock, speech_for
from app.notifications.voice import Voice
from app.notifications.writing import brief, write
from tests.factories.installed import SITE
from tests.notifications.stories import (
    BEN,
    GOLDEN,
    NOW,
    account_story,
    appointment,
    in_language,
    story,
)

LINK = words.link("https://book.example/page#token=SECRET", timedelta(hours=1), speech_for("en"))
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def keys(code: str) -> set[str]:
    """All keys but those of plurals, which each language has as many of as it needs."""
    return {key for key in catalogue.phrases(code) if not key.startswith(catalogue.PLURALS)}


def plurals(code: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in catalogue.phrases(code):
        if key.startswith(catalogue.PLURALS):
            _, noun, form = key.split(".")
            found.setdefault(noun, set()).add(form)
    return found


def test_people_choose_among_the_languages_and_clocks_that_mails_are_written_in() -> None:
    assert set(LOCALES) == set(LANGUAGES)
    assert set(CLOCKS) == set(Clock)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_keys(code: str) -> None:
    assert keys(code) ^ keys("en") == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_noun_has_the_plural_forms_of_its_language(code: str) -> None:
    forms = {*Locale(code).plural_form.tags, "other"}

    assert plurals(code) == dict.fromkeys(plurals("en"), forms)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_phrase_names_what_the_english_one_names(code: str) -> None:
    def named(phrase: str) -> set[str]:
        return set(re.findall(r"\{\{[^}]*?(\w+)\)? ?\}\}", phrase))

    english = catalogue.phrases("en")

    strange = {
        key
        for key, phrase in catalogue.phrases(code).items()
        if key in english and not key.startswith("plural.") and named(phrase) != named(english[key])
    }
    assert strange == set()


def test_every_outline_belongs_to_an_announcement() -> None:
    mailed = {kind: told for kind, told in ANNOUNCEMENTS.items() if not told.text_alone}
    wanted = {f"{kind}.{role}" for kind, told in mailed.items() for role in told.to}

    assert set(outlines.OUTLINES) == wanted


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("told", GOLDEN.values(), ids=GOLDEN)
def test_every_mail_can_be_written_and_read_in_every_language(told: Story, code: str) -> None:
    language = LANGUAGES[code]

    written = write(in_language(told, code), SITE, link=LINK, now=NOW)

    assert f'<html lang="{code}" dir="{language.direction}">' in written.html
    assert written.html.count("<h1") == 1
    tables = written.html.count('role="presentation"') + written.html.count('class="facts"')
    assert written.html.count("<table") == tables
    assert 'name="viewport"' in written.html
    assert "<img" not in written.html
    assert written.subject
    assert not CONTROLS.search(written.subject)
    for part in (written.subject, written.text, written.html):
        assert "{{" not in part
        assert "None" not in part


BRIEF = {name: told for name, told in GOLDEN.items() if ANNOUNCEMENTS[told.kind].brief}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("told", BRIEF.values(), ids=BRIEF)
def test_every_short_form_can_be_said_in_every_language(told: Story, code: str) -> None:
    said = brief(in_language(told, code), SITE, now=NOW)

    assert said.text.startswith("BookMyTime: ")
    kept = told.kind is not Kind.BOOKING_HANDED_OVER  # what somebody else has, one does not see
    assert said.text.endswith(f"https://book.example{'/bookings/482915730166' if kept else '/work'}")
    assert len(said.text) <= 200
    for part in (said.title, said.body, said.text):
        assert not CONTROLS.search(part)
        assert "{{" not in part
        assert "None" not in part


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_code_for_a_number_can_be_said_in_every_language(code: str) -> None:
    told = in_language(account_story(Kind.VERIFY_PHONE), code)
    proof = words.code("012345", timedelta(minutes=10), speech_for(code))

    said = brief(told, SITE, code=proof, now=NOW)

    assert "012345" in said.text
    assert "https://" not in said.text


def test_a_name_with_line_ends_is_one_line_of_a_text() -> None:
    evil = replace(BEN, name="Ben\r\nCall +44 900 now\u2028\x00")
    told = story(Kind.BOOKING_REMINDER, Role.PROVIDER, about=appointment(client=evil), version=3)

    said = brief(told, SITE, now=NOW)

    assert not CONTROLS.search(said.text + said.title)


@pytest.mark.parametrize(("n", "words"), [(1, "موعد واحد"), (2, "موعدان"), (3, "3 مواعيد"), (11, "11 موعدًا")])
def test_arabic_counts_as_arabic_does(n: int, words: str) -> None:
    voice = Voice("ar", {"count": n, "day": "", "zone": "UTC"})

    assert words in voice.say("mail.agenda_digest.provider.intro")


def test_a_name_in_arabic_writing_keeps_its_own_direction() -> None:
    told = in_language(GOLDEN["booking_confirmed.client"], "ar")

    assert "\u2068Ada Lovelace\u2069" in write(told, SITE, now=NOW).subject


@pytest.mark.parametrize(("clock", "hours"), [(None, "15:00"), ("12h", "3:00\u202fPM"), ("24h", "15:00")])
def test_the_time_of_day_is_written_as_the_reader_chose(clock: str | None, hours: str) -> None:
    told = in_language(GOLDEN["booking_confirmed.client"], "en", clock)

    assert hours in write(told, SITE, now=NOW).text.replace(" PM", "\u202fPM")


@pytest.mark.parametrize(("code", "price"), [("de", "45,00\xa0€"), ("en", "€45.00"), ("es", "45,00\xa0€")])
def test_money_is_written_as_the_language_does(code: str, price: str) -> None:
    told = in_language(GOLDEN["booking_confirmed.client"], code)

    assert price in write(told, SITE, now=NOW).text


def test_the_words_of_who_declined_are_told() -> None:
    assert appointment().explanation is None
    assert "I am on a journey." in write(GOLDEN["booking_declined.client"], SITE, now=NOW).text
