"""What can be searched of a provider, word by word, written in the transaction of every change.

So a search by PostgreSQL needs no catching up. The words every provider uses are also kept once each: a
misspelt word is corrected by them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.kernel.folding import fold

_SHORTEST_KNOWN = 3

_FACTS = text("""
    SELECT p.id, p.name, p.bio, p.specializations, p.languages, p.city, p.country,
           coalesce((SELECT array_agg(o.title || ' ' || o.description ORDER BY o.position, o.id)
                     FROM offerings o WHERE o.provider_id = p.id AND o.active AND o.listed
                       AND o.deleted_at IS NULL),
                    '{}') AS offers
    FROM providers p WHERE p.id = ANY(:ids) ORDER BY p.id
""")
_WRITE = text("""
    INSERT INTO provider_words (provider_id, name, skills, offers, about)
    VALUES (:provider_id, :name, :skills, :offers, :about)
    ON CONFLICT (provider_id) DO UPDATE SET name = excluded.name, skills = excluded.skills,
        offers = excluded.offers, about = excluded.about
""")
_KNOW = text("""
    INSERT INTO known_words (word) SELECT w FROM unnest(cast(:words AS text[])) w ORDER BY w
    ON CONFLICT DO NOTHING
""")


def words_of(provider: Mapping[str, Any]) -> dict[str, str]:
    """The four parts in which words are looked for, from the weightiest to the lightest. Pure."""
    return {
        "name": fold(provider["name"]),
        "skills": fold(" ".join([*provider["specializations"], *provider["languages"]])),
        "offers": fold(" ".join(provider["offers"])),
        "about": fold(" ".join([provider["bio"], provider["city"] or "", provider["country"] or ""])),
    }


def rewrite(session: Session, provider_ids: Sequence[int]) -> None:
    """Write anew what can be searched of these providers."""
    session.flush()
    parts = [
        {"provider_id": row["id"], **words_of(dict(row))}
        for row in session.execute(_FACTS, {"ids": list(provider_ids)}).mappings()
    ]
    if parts:
        session.execute(_WRITE, parts)
        session.execute(_KNOW, {"words": sorted(_known(parts))})


def _known(parts: Iterable[Mapping[str, Any]]) -> set[str]:
    """Words somebody may misspell: what holds figures is a number or a code, and nobody's typo."""
    texts = (part[name] for part in parts for name in ("name", "skills", "offers", "about"))
    return {
        word
        for words in texts
        for word in str(words).split()
        if len(word) >= _SHORTEST_KNOWN and word.isalpha()
    }
