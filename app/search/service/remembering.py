"""What was indexed, and the free times that PostgreSQL itself searches by, many providers at once.

Whole columns go to the server as arrays: three statements a page, however long it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.ports.search import Document

# The rows are locked in their order, so that two pages cannot wait for each other.
_NOTE = text("""
    INSERT INTO search_documents (provider_id, version, next_free)
    SELECT id, version, to_timestamp(next_free)
    FROM unnest(cast(:ids AS bigint[]), cast(:versions AS bigint[]), cast(:next_free AS bigint[]))
         AS made(id, version, next_free)
    ORDER BY id
    ON CONFLICT (provider_id) DO UPDATE
    SET version = excluded.version, next_free = excluded.next_free, indexed_at = now()
    WHERE search_documents.version < excluded.version
    RETURNING provider_id
""")
_FORGET = text("""
    DELETE FROM search_free f
    WHERE f.provider_id = ANY(cast(:noted AS bigint[])) AND NOT EXISTS (
        SELECT FROM unnest(cast(:ids AS bigint[]), cast(:minutes AS int[])) AS made(id, minutes)
        WHERE made.id = f.provider_id AND made.minutes = f.minutes)
""")
_FREE = text("""
    INSERT INTO search_free (provider_id, minutes, starts)
    SELECT id, minutes, starts::int8multirange
    FROM unnest(cast(:ids AS bigint[]), cast(:minutes AS int[]), cast(:starts AS text[]))
         AS made(id, minutes, starts)
    ON CONFLICT (provider_id, minutes) DO UPDATE SET starts = excluded.starts
    WHERE search_free.starts <> excluded.starts
""")


def remember(session: Session, made: Sequence[Document]) -> None:
    """Note what was indexed. A page that is older than what was noted before changes nothing."""
    if not made:
        return
    noted = set(session.scalars(_NOTE, _notes(made)))
    rows = list(_free([document for document in made if document.provider_id in noted]))
    ids, minutes, starts = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    session.execute(_FORGET, {"noted": list(noted), "ids": ids, "minutes": minutes})
    if rows:
        session.execute(_FREE, {"ids": ids, "minutes": minutes, "starts": starts})


def _notes(made: Sequence[Document]) -> dict[str, list[Any]]:
    return {
        "ids": [document.provider_id for document in made],
        "versions": [document.version for document in made],
        "next_free": [document.body.get("next_free") for document in made],
    }


def _free(made: Sequence[Document]) -> Iterator[tuple[int, int, str]]:
    """Rows of `search_free`: a provider, a length, and the stretches of starts as PostgreSQL writes them."""
    for document in made:
        for times in document.body.get("availability", ()):
            yield document.provider_id, times["minutes"], _multirange(times["starts"])


def _multirange(stretches: Sequence[Mapping[str, int]]) -> str:
    return "{" + ",".join(f"[{one['gte']},{one['lte']}]" for one in stretches) + "}"
