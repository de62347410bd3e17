"""The local inbox as its reader meets it: the list, one mail, its files, and JSON for programs."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import factory
from app.adapters.clock.system import SystemClock
from app.adapters.mail import inbox
from app.adapters.mail.inbox.box import LocalInbox
from app.adapters.mail.inbox.models import InboxMail
from app.db.session import reading
from app.ports import ports
from config.settings import Settings
from tests.adapters.mail.letters import INVITATION, a_letter, an_invitation
from tests.factories.installed import SITE, installed

INBOX = LocalInbox(sender="BookMyTime <bookings@book.example>", clock=SystemClock())


def settings(database_url: str, **changes: object) -> Settings:
    given = {"database_url": database_url, "redis_url": "redis://127.0.0.1:1/0", "environment": "test"}
    return Settings.model_validate(given | changes)


@pytest.fixture
def browser(database_url: str) -> Iterator[FlaskClient]:
    with installed(database_url, mail=INBOX):
        yield factory.build(settings(database_url)).test_client()


def test_a_mail_is_in_the_list_under_its_subject(browser: FlaskClient) -> None:
    letter = a_letter(subject="Confirmed & <b>bold</b>")
    ports().mail.send(letter)

    page = browser.get("/dev/inbox", query_string={"to": letter.to})

    assert page.status_code == 200
    assert "Confirmed &amp; &lt;b&gt;bold&lt;/b&gt;" in page.text
    assert letter.to in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_an_empty_inbox_says_what_to_do(browser: FlaskClient) -> None:
    page = browser.get("/dev/inbox?to=nobody@example.com")

    assert "No mail to nobody@example.com yet" in page.text


def test_one_mail_shows_text_headers_and_files(browser: FlaskClient) -> None:
    letter = an_invitation()
    ports().mail.send(letter)
    mail = browser.get("/dev/inbox.json", query_string={"to": letter.to}).json["data"][0]

    page = browser.get(mail["url"])

    assert "bis bald — Zoë" in page.text
    assert "Auto-Submitted" in page.text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.text
    assert mail["attachments"][0]["url"] in page.text


def test_the_html_is_framed_without_rights(browser: FlaskClient) -> None:
    letter = a_letter()
    ports().mail.send(letter)
    mail = browser.get("/dev/inbox.json", query_string={"to": letter.to}).json["data"][0]

    framed = browser.get(mail["url"] + "/html")

    policy = framed.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-popups")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in framed.text
    assert "Grüße, bis bald" in framed.text


def test_json_tells_everything_newest_first(browser: FlaskClient) -> None:
    letter = an_invitation()
    ports().mail.send(letter)
    ports().mail.send(replace(letter, key=letter.key + ".2", subject="Later"))

    mails = browser.get("/dev/inbox.json", query_string={"to": letter.to.upper()}).json["data"]

    assert [mail["subject"] for mail in mails] == ["Later", letter.subject]
    assert mails[1]["messageId"] == f"<{letter.key}@book.example>"
    assert mails[1]["text"].splitlines() == letter.text.splitlines()
    assert mails[1]["attachments"][0]["contentType"] == "application/ics"


def test_a_file_is_downloaded_and_never_shown(browser: FlaskClient) -> None:
    letter = an_invitation()
    ports().mail.send(letter)
    mail = browser.get("/dev/inbox.json", query_string={"to": letter.to}).json["data"][0]

    file = browser.get(mail["attachments"][0]["url"])

    assert file.data == INVITATION
    assert file.headers["Content-Disposition"] == "attachment; filename=invite.ics"
    assert browser.get(mail["url"] + "/files/9").status_code == 404


def test_the_whole_source_can_be_read(browser: FlaskClient) -> None:
    letter = a_letter()
    ports().mail.send(letter)
    mail = browser.get("/dev/inbox.json", query_string={"to": letter.to}).json["data"][0]

    source = browser.get(mail["url"] + "/source")

    assert source.mimetype == "text/plain"
    assert f"To: {letter.to}" in source.text


@pytest.mark.parametrize("path", ["/dev/inbox/0", "/dev/inbox/999999999", f"/dev/inbox/{2**70}/html"])
def test_a_mail_that_is_not_there_is_not_found(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_the_style_comes_from_a_file_of_its_own(browser: FlaskClient) -> None:
    assert browser.get("/dev/inbox.css").mimetype == "text/css"


def test_the_same_letter_is_stored_once_and_its_later_copy_counts(browser: FlaskClient) -> None:
    letter = a_letter()

    ports().mail.send(letter)
    ports().mail.send(replace(letter, text="the link that works now"))

    with reading() as session:
        query = select(func.count()).where(InboxMail.recipient == letter.to)
        assert session.scalar(query) == 1
    [mail] = browser.get("/dev/inbox.json", query_string={"to": letter.to}).json["data"]
    assert mail["text"].strip() == "the link that works now"


def test_production_has_no_inbox(database_url: str) -> None:
    app = Flask("production")
    with installed(database_url, site=replace(SITE, production=True)):
        inbox.register(app)

    assert not [rule for rule in app.url_map.iter_rules() if "inbox" in rule.rule]


def test_a_site_that_really_sends_mail_has_no_inbox(database_url: str) -> None:
    with installed(database_url):
        smtp = settings(database_url, mail="smtp", smtp_url="smtp://mail.example")

        assert factory.build(smtp).test_client().get("/dev/inbox").status_code == 404
