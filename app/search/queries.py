"""SELECTs of the search: what documents are made of, and the words that providers use."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.db.fast import Row, fetch
from app.search.rules import spelling

_FACTS = text("""
    SELECT p.id, p.name, p.bio, p.specializations, p.languages, p.rating, p.total_reviews,
           p.hourly_rate_minor, p.currency, p.meeting, p.latitude, p.longitude, p.city, p.country,
           w.name AS name_words, w.skills, w.offers, w.about,
           p.published AND p.deleted_at IS NULL AND u.deleted_at IS NULL AS listed
    FROM providers p JOIN users u ON u.id = p.user_id LEFT JOIN provider_words w ON w.provider_id = p.id
    WHERE p.id = ANY(:ids) ORDER BY p.id
""")
_LISTED = """
    SELECT p.id, p.user_id, p.name, p.bio, p.specializations, p.languages, p.hourly_rate_minor, p.currency,
           p.rating, p.total_reviews, p.address, p.city, p.country, p.latitude, p.longitude, p.meeting,
           p.photo_url, p.timezone
    FROM providers p JOIN users u ON u.id = p.user_id
    WHERE p.id = ANY(%(ids)s) AND p.published AND p.deleted_at IS NULL AND u.deleted_at IS NULL
"""
# Taken before the facts are read: of two readings the later begun is never the older one. It is the
# database's clock and no sequence, so that it is still the greater one after a restored backup.
_VERSION = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
_BEGIN_SO = text("SELECT EXISTS (SELECT FROM known_words WHERE word >= :word AND word < :beyond)")
_NEIGHBOURS = text("""
    (SELECT word FROM known_words WHERE word = ANY(:swapped))
    UNION
    (SELECT word FROM known_words WHERE word % :word ORDER BY similarity(word, :word) DESC LIMIT 30)
""")
_IDS = text("SELECT id FROM providers WHERE id > :after ORDER BY id LIMIT :size")
_COUNT = text("SELECT count(*) FROM providers")


def version(session: Session) -> int:
    number: int = session.execute(_VERSION).scalar_one()
    return number


def listed(provider_ids: Sequence[int]) -> dict[int, Row]:
    """What a list shows of those of these whom anybody may find."""
    if not provider_ids:
        return {}
    return {row["id"]: row for row in fetch(_LISTED, {"ids": list(provider_ids)})}


def facts(session: Session, provider_ids: Sequence[int]) -> Sequence[RowMapping]:
    return session.execute(_FACTS, {"ids": list(provider_ids)}).mappings().all()


def spellings(session: Session, word: str) -> tuple[str, ...]:
    """What was probably meant by a word that nobody uses."""
    if not spelling.may_be_misspelt(word):
        return ()
    if session.execute(_BEGIN_SO, {"word": word, "beyond": f"{word}\U0010ffff"}).scalar_one():
        return ()
    values = {"word": word, "swapped": spelling.swapped(word)}
    return spelling.meant(word, session.scalars(_NEIGHBOURS, values))


def ids_after(session: Session, after: int, size: int) -> Sequence[int]:
    """Every provider, of whatever state, in pages by id."""
    return session.scalars(_IDS, {"after": after, "size": size}).all()


def count(session: Session) -> int:
    number: int = session.execute(_COUNT).scalar_one()
    return number


_STALE = text("""
    SELECT p.id FROM providers p LEFT JOIN search_documents d ON d.provider_id = p.id
    WHERE d.provider_id IS NULL OR d.next_free < now() OR d.indexed_at < now() - interval '1 day'
    ORDER BY d.indexed_at NULLS FIRST LIMIT :size
""")
_NEVER = text("""
    SELECT EXISTS (SELECT FROM providers p
                   WHERE NOT EXISTS (SELECT FROM search_documents d WHERE d.provider_id = p.id))
""")
_SAMPLE = text("SELECT provider_id FROM search_documents ORDER BY random() LIMIT :size")
_CHANGED_SINCE = text("""
    SELECT DISTINCT (args->>'provider_id')::bigint FROM tasks
    WHERE actor = 'search.index' AND created_at >= :since
""")


def stale(session: Session, size: int) -> Sequence[int]:
    """Those never indexed, those whose next free time has passed, and those not looked at for a day."""
    return session.scalars(_STALE, {"size": size}).all()


def never_indexed(session: Session) -> bool:
    """Whether there is a provider whom the upkeep has not seen yet."""
    return bool(session.execute(_NEVER).scalar_one())


def sample(session: Session, size: int) -> Sequence[int]:
    return session.scalars(_SAMPLE, {"size": size}).all()


def changed_since(session: Session, since: datetime) -> Sequence[int]:
    """Those whose indexing was owed since then, done or not."""
    return session.scalars(_CHANGED_SINCE, {"since": since}).all()
