"""The web page beside the API: what is kept, what is not, and whose the unknown paths are."""

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import factory
from app.ports import Ports
from config.settings import Settings

SCRIPT = "document.documentElement.dataset.theme = 'dark'"
INDEX = f"<!doctype html><title>BookMyTime</title><script>{SCRIPT}</script><div id=root></div>"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(INDEX)
    (tmp_path / "index.html.gz").write_bytes(gzip.compress(INDEX.encode()))
    (tmp_path / "favicon.svg").write_text("<svg/>")
    (tmp_path / "sw.js").write_text("self.skipWaiting()")
    (tmp_path / "assets" / "main-abc123.js").write_text("start()")
    (tmp_path / "assets" / "main-abc123.js.gz").write_bytes(gzip.compress(b"start()"))
    return tmp_path


@pytest.fixture
def browser(dist: Path, settings: Settings, installed: Ports) -> FlaskClient:
    assert installed.site
    return FlaskClient(factory.build(settings.model_copy(update={"page": dist})))


@pytest.mark.parametrize("path", ["/", "/login", "/providers", "/providers/12", "/bookings/403101588415"])
def test_a_place_of_the_page_is_its_index_which_is_never_kept_unasked(
    browser: FlaskClient, path: str
) -> None:
    answer = browser.get(path, headers=BROWSER)

    assert answer.status_code == 200
    assert answer.text == INDEX
    assert answer.headers["Cache-Control"] == "no-cache"
    assert browser.get(path, headers={**BROWSER, "If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_policy_lets_in_our_own_scripts_and_the_inline_one_by_its_hash(browser: FlaskClient) -> None:
    policy = browser.get("/", headers=BROWSER).headers["Content-Security-Policy"]

    assert "script-src 'self' 'sha256-" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_index_is_packed_for_those_who_can_unpack_it(browser: FlaskClient) -> None:
    answer = browser.get("/", headers={**BROWSER, "Accept-Encoding": "gzip"})

    assert gzip.decompress(answer.data).decode() == INDEX
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_hashed_file_may_be_kept_for_a_year(browser: FlaskClient) -> None:
    answer = browser.get("/assets/main-abc123.js", buffered=True)

    assert answer.text == "start()"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_packed_file_goes_to_those_who_can_unpack_it(browser: FlaskClient) -> None:
    answer = browser.get("/assets/main-abc123.js", headers={"Accept-Encoding": "gzip"}, buffered=True)

    assert gzip.decompress(answer.data) == b"start()"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_file_without_a_hash_is_kept_for_an_hour(browser: FlaskClient) -> None:
    assert "max-age=3600" in browser.get("/favicon.svg", buffered=True).headers["Cache-Control"]


def test_the_service_worker_is_asked_for_anew_and_may_fetch_from_here(browser: FlaskClient) -> None:
    answer = browser.get("/sw.js", buffered=True)

    assert answer.headers["Cache-Control"] == "no-cache"
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1/providers/x", "/assets/gone.js", "/robots.txt"])
def test_the_api_and_missing_files_keep_their_404(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path, headers=BROWSER)

    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] == "NOT_FOUND"


def test_a_program_is_told_in_json(browser: FlaskClient) -> None:
    assert browser.get("/nothing", headers={"Accept": "application/json"}).status_code == 404
    assert "data" in browser.get("/", headers={"Accept": "application/json"}).get_json()


def test_a_change_of_an_unknown_path_is_no_page(browser: FlaskClient) -> None:
    assert browser.post("/login", headers=BROWSER).status_code == 404


def test_nothing_is_served_from_outside_the_folder(browser: FlaskClient) -> None:
    assert browser.get("/assets/../../secrets.txt", headers=BROWSER).status_code == 404


def test_without_a_built_page_the_api_stands_alone(
    settings: Settings, installed: Ports, tmp_path: Path
) -> None:
    assert installed.site
    alone = FlaskClient(factory.build(settings.model_copy(update={"page": tmp_path})))

    assert "Read and try the API" in alone.get("/", headers=BROWSER).text
    assert alone.get("/login", headers=BROWSER).status_code == 404
