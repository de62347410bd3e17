"""The web page as one machine serves it: hashed files for a year, index.html never kept, unknown paths to it.

A page that was not built is no fault: then there is the API alone.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, redirect, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as Redirect

from app.http import errors

YEAR = 365 * 24 * 3600
HOUR = 3600
NAME = "webapp"
WORKER = "sw.js"
SIGNED_IN = ("bmt_access", "bmt_csrf")
PACKED = (("br", ".br"), ("gzip", ".gz"))
# What answers to programs, or has pages of its own: an unknown path below these stays a 404.
NOT_OURS = (
    "/v1/",
    "/docs/",
    "/dev/",
    "/health/",
    "/metrics/",
    "/pay/",
    "/cal/",
    "/sandbox/",
    "/assets/",
    "/openapi",
)
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Built:
    """A built page: its folder, its index as it is and packed, and the policy that fits it."""

    folder: Path
    index: bytes
    packed: dict[str, bytes]
    policy: str

    @classmethod
    def read(cls, folder: Path | None) -> "Built | None":
        index = folder / "index.html" if folder else None
        if folder is None or index is None or not index.is_file():
            return None
        html = index.read_bytes()
        packed = {
            encoding: file.read_bytes()
            for encoding, ending in PACKED
            if (file := folder / f"index.html{ending}").is_file()
        }
        return cls(folder, html, packed, _policy(html.decode()))


def register(app: Flask, folder: Path | None) -> None:
    """Serve the page where `folder` holds one that was built."""
    built = Built.read(folder)
    if built is None:
        return

    app.extensions[NAME] = built
    app.add_url_rule("/assets/<path:name>", "webapp.asset", asset)
    for name in sorted(file.name for file in built.folder.iterdir() if file.is_file()):
        if name == WORKER:
            app.add_url_rule(f"/{WORKER}", "webapp.worker", worker)
        elif name != "index.html" and Path(name).suffix not in {".br", ".gz"}:
            app.add_url_rule(
                f"/{name}", f"webapp.{name.replace('.', '_')}", root_file, defaults={"name": name}
            )
    app.register_error_handler(NotFound, unknown_path)


def page() -> Response | None:
    """The page, whatever path it is asked for by: its router knows where to go."""
    built: Built | None = current_app.extensions.get(NAME)
    if built is None:
        return None
    encoding = next((name for name in built.packed if request.accept_encodings[name]), None)
    response = Response(built.packed[encoding] if encoding else built.index, mimetype="text/html")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Content-Security-Policy"] = built.policy
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def back_to(path: str) -> Redirect | None:
    """Where somebody who is signed in here goes on; others stay with pages that ask for no sign-in."""
    if NAME not in current_app.extensions or not any(name in request.cookies for name in SIGNED_IN):
        return None
    return redirect(path, HTTPStatus.SEE_OTHER)


def asset(name: str) -> Response:
    """Its hash stands in its name, so a browser may keep it."""
    response = _file(f"assets/{name}", YEAR)
    response.cache_control.immutable = True
    return response


def root_file(name: str) -> Response:
    return _file(name, HOUR)


def worker() -> Response:
    """The service worker: never older than the page, and its own policy decides what it may fetch."""
    response = _file(WORKER, 0)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = current_app.extensions[NAME].policy
    return response


def unknown_path(error: NotFound) -> Response:
    """A place of the page's own router, unless a program asks or the path is the API's."""
    readable = request.method in {"GET", "HEAD"} and request.accept_mimetypes.accept_html
    if not readable or request.path.startswith(NOT_OURS) or "." in request.path.rpartition("/")[2]:
        return errors.failed_in_http(error)
    return page() or errors.failed_in_http(error)


def _file(name: str, age: int) -> Response:
    """A file, packed where the browser can unpack it."""
    folder = current_app.extensions[NAME].folder
    encoding, ending = next(
        (
            (encoding, ending)
            for encoding, ending in PACKED
            if request.accept_encodings[encoding] and (folder / f"{name}{ending}").is_file()
        ),
        (None, ""),
    )
    response = send_from_directory(folder, f"{name}{ending}", max_age=age)
    if encoding:
        response.headers["Content-Encoding"] = encoding
        response.mimetype = _mimetype(name)
    response.headers["Vary"] = "Accept-Encoding"
    response.cache_control.public = True
    return response


def _mimetype(name: str) -> str:
    kinds = {
        ".js": "text/javascript",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".webmanifest": "application/manifest+json",
    }
    return kinds.get(Path(name).suffix, "application/octet-stream")


def _policy(html: str) -> str:
    """Scripts of ours, and the few lines in index.html by their hash: they set the theme before it shows."""
    hashes = "".join(f" 'sha256-{_digest(script)}'" for script in INLINE_SCRIPT.findall(html))
    return (
        f"default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data: https:;"
        " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
