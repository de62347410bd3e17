"""Every mail as its reader sees it, kept in `golden/`; see `golden/README.md` for writing them anew."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.notifications import words
from app.notifications.kinds import ANNOUNCEMENTS
from app.notifications.languages import LANGUAGES, speech_for
from app.notifications.writing import TEMPLATES, write
from tests.factories.installed import SITE
from tests.notifications.stories import GOLDEN, NOW

FOLDER = Path(__file__).parent / "golden"
LINK = words.link("https://book.example/page#token=SECRET", timedelta(hours=1), speech_for("en"))


def check(name: str, written: str) -> None:
    file = FOLDER / name
    if os.environ.get("WRITE_GOLDEN"):
        file.write_text(written)
    assert written == file.read_text(), f"{name} changed: if that is meant, run with WRITE_GOLDEN=1"


@pytest.mark.parametrize("name", GOLDEN)
def test_the_mail_reads_as_it_did(name: str) -> None:
    written = write(GOLDEN[name], SITE, link=LINK, now=NOW)

    check(f"{name}.txt", f"Subject: {written.subject}\n\n{written.text}")
    check(f"{name}.html", written.html)


def test_every_announcement_has_a_golden_mail() -> None:
    shown = {(story.kind, story.role) for story in GOLDEN.values()}

    assert shown == {(kind, role) for kind, told in ANNOUNCEMENTS.items() for role in told.to}


def test_no_golden_mail_is_left_over() -> None:
    kept = {file.name for file in FOLDER.iterdir()} - {"README.md"}

    assert kept == {f"{name}.{part}" for name in GOLDEN for part in ("txt", "html")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_template(language: str) -> None:
    wanted = {f"{kind}/{role}" for kind, told in ANNOUNCEMENTS.items() for role in told.to}

    for ending in ("txt", "html"):
        found = {
            str(file.relative_to(TEMPLATES / language).with_suffix(""))
            for file in (TEMPLATES / language).glob(f"*/*.{ending}")
        }
        assert found == wanted
