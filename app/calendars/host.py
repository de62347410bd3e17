"""The site's host, as it stands in the UIDs of events."""

from urllib.parse import urlsplit

from app.ports import ports


def host() -> str:
    return urlsplit(ports().site.public_url).hostname or "localhost"
