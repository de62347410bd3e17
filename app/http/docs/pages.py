"""/ and /docs: the way in, and Swagger UI on our own document. Nothing comes from another server."""

from importlib.metadata import version
from pathlib import Path

import flask_swagger_ui
from flask import Blueprint, Flask, Response, current_app, jsonify, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound

from app.http import webapp
from app.http.pages import Pages
from app.ports import ports

SWAGGER_UI = version("flask-swagger-ui")  # numbered as the Swagger UI that it ships
ASSETS = {
    "swagger-ui.css": Path(flask_swagger_ui.__file__).parent / "dist",
    "swagger-ui-bundle.js": Path(flask_swagger_ui.__file__).parent / "dist",
    "favicon-32x32.png": Path(flask_swagger_ui.__file__).parent / "dist",
    "start.js": Path(__file__).parent / "static",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
YEAR = 365 * 24 * 3600

blueprint = Blueprint("pages", __name__)
_pages = Pages(Path(__file__).parent / "templates")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/")
def home() -> Response:
    """Where to go from here: the web page, or a few links without one; JSON for programs that ask."""
    places = _places()
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        return jsonify({"data": {"name": ports().site.name, **places}})
    return webapp.page() or _pages.show("home.html", site=ports().site.name, places=places)


@blueprint.get("/docs")
def docs() -> Response:
    response = _pages.show("docs.html", site=ports().site.name, version=SWAGGER_UI)
    response.headers["Content-Security-Policy"] = POLICY
    return response


@blueprint.get(f"/docs/{SWAGGER_UI}/<name>")
def asset(name: str) -> Response:
    """The version stands in the address, so a browser may keep what it got."""
    if name not in ASSETS:
        raise NotFound
    response = send_from_directory(ASSETS[name], name, max_age=YEAR)
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response


def _places() -> dict[str, str]:
    places = {"docs": url_for("pages.docs"), "document": "/openapi.json", "health": "/health/readiness"}
    if "inbox" in current_app.blueprints:
        places["inbox"] = url_for("inbox.overview")
    return places
