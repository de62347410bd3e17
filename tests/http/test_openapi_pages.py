"""/ and /docs, as browsers and programs see them."""

import re

import pytest
from flask.testing import FlaskClient

from app.http.docs.pages import ASSETS, SWAGGER_UI


def test_the_page_of_the_document_needs_nothing_from_elsewhere(web: FlaskClient) -> None:
    answer = web.get("/docs")
    wanted = re.findall(r'(?:src|href)="([^"]+)"', answer.text)

    assert answer.status_code == 200
    assert all(address.startswith("/") and not address.startswith("//") for address in wanted)
    assert [web.get(address, buffered=True).status_code for address in wanted] == [200] * len(wanted)


def test_the_page_of_the_document_lets_no_foreign_or_inline_script_run(web: FlaskClient) -> None:
    answer = web.get("/docs")
    policy = answer.headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?![^>]* src=)", answer.text) == []


@pytest.mark.parametrize("name", list(ASSETS))
def test_the_parts_of_the_page_may_be_kept_for_a_year(web: FlaskClient, name: str) -> None:
    answer = web.get(f"/docs/{SWAGGER_UI}/{name}", buffered=True)

    assert answer.status_code == 200
    assert {"public", "immutable", "max-age=31536000"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("name", ["swagger-ui.js", "..%2Fpages.py", "../pages.py", "oauth2-redirect.html"])
def test_nothing_else_is_served_beside_them(web: FlaskClient, name: str) -> None:
    assert web.get(f"/docs/{SWAGGER_UI}/{name}").status_code == 404


def test_the_swagger_ui_we_ship_reads_openapi_3_1() -> None:
    assert int(SWAGGER_UI.split(".")[0]) >= 5


def test_a_browser_is_shown_the_way(web: FlaskClient) -> None:
    answer = web.get("/", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})

    assert answer.mimetype == "text/html"
    assert 'href="/docs"' in answer.text
    assert 'href="/dev/inbox"' in answer.text


def test_a_program_is_told_the_way(web: FlaskClient) -> None:
    answer = web.get("/", headers={"Accept": "application/json"})

    places = answer.get_json()["data"]
    assert web.get(places["document"]).get_json()["openapi"].startswith("3.1")
    assert web.get(places["health"]).status_code == 200
