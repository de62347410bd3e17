"""/dev/mails shows every mail, to those who build it and nobody else."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.notifications import previews
from app.notifications.kinds import ANNOUNCEMENTS
from app.notifications.languages import LANGUAGES
from app.ports import Ports, install

MAILS = [(kind, role) for kind, told in ANNOUNCEMENTS.items() for role in told.to if not told.text_alone]


def test_the_overview_links_every_mail_in_every_language(web: FlaskClient) -> None:
    page = web.get("/dev/mails")

    assert page.status_code == 200
    for kind, role in MAILS:
        for code in LANGUAGES:
            assert f'href="/dev/mails/{kind}/{role}/{code}"' in page.text


@pytest.mark.parametrize(("kind", "role"), MAILS)
def test_every_mail_is_shown_as_a_page_and_as_text(web: FlaskClient, kind: str, role: str) -> None:
    page = web.get(f"/dev/mails/{kind}/{role}/ar")
    text = web.get(f"/dev/mails/{kind}/{role}/en?part=text&clock=12h")

    assert 'dir="rtl"' in page.text
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert text.mimetype == "text/plain"


@pytest.mark.parametrize("path", ["nothing/client/en", "booking_confirmed/holder/en", "follow_up/client/fr"])
def test_what_is_never_sent_is_not_shown(web: FlaskClient, path: str) -> None:
    assert web.get(f"/dev/mails/{path}").status_code == 404


def test_production_shows_no_previews(installed: Ports) -> None:
    install(replace(installed, site=replace(installed.site, production=True)))
    app = Flask("production")

    previews.register(app)

    assert app.test_client().get("/dev/mails").status_code == 404
