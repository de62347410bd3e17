"""Conditional requests: ETag and 304 for readers, If-Match and 412 for writers (RFC 9110 §13)."""

import re

from flask import Response, request

from app.kernel.errors import InvalidInput, PreconditionFailed

_VERSION = re.compile(r"[0-9]{1,18}\Z")


def tag(*parts: object) -> str:
    """A strong entity tag of a version; more parts where the answer depends on more."""
    return '"' + "-".join(str(part) for part in parts) + '"'


def unchanged(current: str) -> bool:
    """Whether the client holds this version already."""
    return request.if_none_match.contains_weak(current.strip('"')) if request.if_none_match else False


def not_modified(current: str) -> Response:
    return Response(status=304, headers={"ETag": current})


def expected_version() -> int | None:
    """The version that If-Match names, or None without the header or with `*`.

    Raises:
        InvalidInput: If-Match names something that was never a version.
    """
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return None
    version = header.strip().strip('"').split("-")[0]
    if not _VERSION.match(version):
        raise InvalidInput.at("If-Match", "Send the ETag that a GET of this resource gave.")
    return int(version)


def demand(current: int, expected: int | None) -> None:
    """Raises PreconditionFailed where the client changes a version that is no longer the current one."""
    if expected is not None and expected != current:
        raise PreconditionFailed
