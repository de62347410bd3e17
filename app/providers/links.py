"""Whether a link opens an offering. Its uses are the bookings that stand on it: none has to be given back."""

from app.accounts import opaque
from app.db.fast import Run
from app.kernel.errors import Conflict, Detail

LONGEST = 128

_LINK = """
    SELECT id, max_uses, revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AS open
    FROM booking_links WHERE token_hash = %(hash)s AND offering_id = %(offering_id)s
"""
_STANDING = """
    SELECT count(*) AS uses FROM bookings
    WHERE link_id = %(id)s AND status NOT IN ('REJECTED', 'EXPIRED', 'CANCELLED')
"""


class LinkNotUsable(Conflict):
    code = "LINK_NOT_USABLE"
    message = "This link was used up or withdrawn, or its time is over."

    def __init__(self) -> None:
        super().__init__(details=[Detail("link", self.message)])


def opens(run: Run, token: str, offering_id: int) -> bool:
    """Whether a booking could be made with it now."""
    return _usable(run, _LINK, token, offering_id) is not None


def use(run: Run, token: str, offering_id: int) -> int:
    """The link's id for a booking that this transaction makes; who comes second waits, and counts it.

    Raises:
        LinkNotUsable.
    """
    found = _usable(run, f"{_LINK} FOR UPDATE", token, offering_id)
    if found is None:
        raise LinkNotUsable
    return found


def _usable(run: Run, statement: str, token: str, offering_id: int) -> int | None:
    row = run(statement, {"hash": opaque.digest(token), "offering_id": offering_id})
    if row is None or not row["open"]:
        return None
    standing = run(_STANDING, {"id": row["id"]}) if row["max_uses"] is not None else None
    if standing is not None and standing["uses"] >= row["max_uses"]:
        return None
    link_id: int = row["id"]
    return link_id
