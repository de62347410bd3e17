"""Mails as their readers see them, kept in `golden/`; see `golden/README.md` for writing them anew."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.notifications import words
from app.notifications.kinds import ANNOUNCEMENTS, Kind
from app.notifications.languages import LANGUAGES, speech_for
from app.notifications.writing import Written, brief, write
from tests.factories.installed import SITE
from tests.notifications.stories import GOLDEN, NOW, account_story, in_language

FOLDER = Path(__file__).parent / "golden"
LINK = words.link("https://book.example/page#token=SECRET", timedelta(hours=1), speech_for("en"))
TRANSLATED = ("booking_confirmed.client", "booking_cancelled.client.shared", "agenda_digest.provider")
AS_PAGES = (("booking_confirmed.client", "en"), ("booking_cancelled.client.shared", "ar"))


def check(name: str, written: str) -> None:
    file = FOLDER / name
    if os.environ.get("WRITE_GOLDEN"):
        file.write_text(written)
    assert written == file.read_text(), f"{name} changed: if that is meant, run with WRITE_GOLDEN=1"


def as_text(written: Written) -> str:
    return f"Subject: {written.subject}\n\n{written.text}"


@pytest.mark.parametrize("name", GOLDEN)
def test_the_mail_reads_as_it_did(name: str) -> None:
    told = GOLDEN[name]
    leave = "https://book.example/unsubscribe/SIGNED" if ANNOUNCEMENTS[told.kind].optional else None
    check(f"{name}.txt", as_text(write(told, SITE, link=LINK, unsubscribe=leave, now=NOW)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_short_forms_read_as_they_did(code: str) -> None:
    proof = words.code("012345", timedelta(minutes=10), speech_for(code))
    short = [told for told in GOLDEN.values() if ANNOUNCEMENTS[told.kind].brief]
    told = [in_language(each, code) for each in (*short, account_story(Kind.VERIFY_PHONE))]

    said = [brief(each, SITE, code=proof, now=NOW) for each in told]

    check(f"short_forms.{code}.txt", "".join(f"{each.title}\n{each.text}\n\n" for each in said))


@pytest.mark.parametrize("code", ["de", "es", "ar"])
@pytest.mark.parametrize("name", TRANSLATED)
def test_the_mail_reads_as_it_did_in_other_languages(name: str, code: str) -> None:
    check(f"{name}.{code}.txt", as_text(write(in_language(GOLDEN[name], code), SITE, now=NOW)))


@pytest.mark.parametrize(("name", "code"), AS_PAGES)
def test_the_page_looks_as_it_did(name: str, code: str) -> None:
    check(f"{name}.{code}.html", write(in_language(GOLDEN[name], code), SITE, now=NOW).html)


def test_every_announcement_has_a_golden_mail() -> None:
    shown = {(story.kind, story.role) for story in GOLDEN.values()}

    mailed = {kind: told for kind, told in ANNOUNCEMENTS.items() if not told.text_alone}
    assert shown == {(kind, role) for kind, told in mailed.items() for role in told.to}


def test_no_golden_mail_is_left_over() -> None:
    kept = {file.name for file in FOLDER.iterdir()} - {"README.md"}

    assert kept == {
        *(f"{name}.txt" for name in GOLDEN),
        *(f"{name}.{code}.txt" for name in TRANSLATED for code in ("de", "es", "ar")),
        *(f"{name}.{code}.html" for name, code in AS_PAGES),
        *(f"short_forms.{code}.txt" for code in LANGUAGES),
    }
