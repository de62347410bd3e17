"""The few HTML pages of ours: no script, one style sheet inside, and a policy that lets nothing else in."""

import secrets
from pathlib import Path
from typing import Any

from flask import Response
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

_SHARED = Path(__file__).parent / "templates"


class Pages:
    """The templates of one folder, on top of the shared ones."""

    def __init__(self, folder: Path) -> None:
        loader = ChoiceLoader([FileSystemLoader(folder), FileSystemLoader(_SHARED)])
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)

    def show(self, template: str, status: int = 200, *, forms_to: str = "'none'", **context: Any) -> Response:
        """One page. `forms_to` names who its forms may lead to, redirects included."""
        nonce = secrets.token_urlsafe(16)
        html = self._templates.get_template(template).render(nonce=nonce, **context)
        response = Response(html, status, mimetype="text/html")
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; style-src 'nonce-{nonce}'; form-action {forms_to};"
            " base-uri 'none'; frame-ancestors 'none'"
        )
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
