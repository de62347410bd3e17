"""Search by PostgreSQL: words by full text, everything else by columns, in one statement a page.

It reads the tables themselves, so it is never behind; only free times come from `search_free`, which the
upkeep writes. Providers who are not published, deleted, or of deleted accounts are never seen.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from app.adapters.search.conditions import PRICE, conditions, distance, tsquery
from app.db.planned import fetch_by_index, fetch_planned
from app.ports.search import LARGEST_FACET, Building, Document, Found, Hit, Like, Query, Suggestion

# What a list is ordered by: an expression, and its direction.
_BY_RATING = (("p.rating", "DESC NULLS LAST"), ("p.total_reviews", "DESC"))
_ORDERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "relevance": (("ts_rank('{0.1, 0.2, 0.4, 1.0}', w.vector, asked.query)", "DESC"), *_BY_RATING),
    "rating": _BY_RATING,
    "price": ((PRICE, "ASC"),),
    "name": (("lower(p.name)", "ASC"),),
    "nextAvailable": (("d.next_free", "ASC NULLS LAST"),),
}
_ALIVE = (
    "p.published AND p.deleted_at IS NULL"
    " AND EXISTS (SELECT FROM users u WHERE u.id = p.user_id AND u.deleted_at IS NULL)"
)
# All that is found is counted, and a page of it is sorted: the best of many cost less than all in order.
_FIND = """
WITH asked AS MATERIALIZED (SELECT {query} AS query),
found AS MATERIALIZED (
    SELECT p.id, p.specializations, p.languages, p.meeting, {distance} AS distance, {keys}
    FROM asked CROSS JOIN {providers}
    WHERE {conditions}
)
SELECT (SELECT count(*) FROM found) AS total,
       (SELECT json_agg(json_build_array(id, distance) ORDER BY place) FROM (
            SELECT id, distance, row_number() OVER (ORDER BY {order}, id) AS place FROM found
            ORDER BY {order}, id OFFSET %(offset)s LIMIT %(size)s) AS page) AS hits,
       {facets}
"""
# Those whose words match are few, and are looked up one by one. `OFFSET 0` keeps the planner from doing it
# the other way round: it takes the beginning of a word for a thing that every fifth text has.
_BY_WORDS = """provider_words w
    CROSS JOIN LATERAL (SELECT * FROM providers WHERE id = w.provider_id OFFSET 0) p"""
_COUNTS = """(SELECT json_object_agg(value, number) FROM (
        SELECT value, count(*) AS number FROM found, unnest({values}) AS value
        GROUP BY value ORDER BY number DESC, value LIMIT {most}) AS counted) AS {name}"""
_BOTH = "CASE meeting WHEN 'BOTH' THEN ARRAY['IN_PERSON', 'ONLINE'] ELSE ARRAY[meeting] END"
_FACETS = ", ".join(
    _COUNTS.format(name=name, values=values, most=LARGEST_FACET)
    for name, values in {
        "specializations": "specializations",
        "languages": "languages",
        "meeting": _BOTH,
    }.items()
)

_SKILLS = """
SELECT skill FROM (
    SELECT p.specializations FROM provider_words w JOIN providers p ON p.id = w.provider_id
    WHERE w.vector @@ to_tsquery('simple', %(skill)s) AND p.published AND p.deleted_at IS NULL LIMIT 500
) AS begun, unnest(begun.specializations) AS skill
WHERE translate(skill, '_', ' ') LIKE ANY(%(patterns)s)
GROUP BY skill ORDER BY count(*) DESC, skill LIMIT %(size)s
"""
# By the letters of names alone: a word of trades stands in thousands of texts, and in few names.
_NAMES = f"""
SELECT p.id, p.name FROM provider_words w JOIN providers p ON p.id = w.provider_id
WHERE {{begun}} AND {_ALIVE}
ORDER BY p.rating DESC NULLS LAST, p.total_reviews DESC, p.id LIMIT %(size)s
"""  # noqa: S608 - constants are put together, values are bound
_SIMILAR = f"""
SELECT p.id FROM providers p
WHERE p.specializations && cast(%(specializations)s AS text[]) AND p.id <> %(id)s AND {_ALIVE}
ORDER BY cardinality(ARRAY(SELECT unnest(p.specializations) INTERSECT SELECT unnest(cast(%(specializations)s AS text[])))) DESC,
         p.languages && cast(%(languages)s AS text[]) DESC, p.rating DESC NULLS LAST, p.total_reviews DESC, p.id
LIMIT %(size)s
"""  # noqa: S608, E501 - constants are put together, values are bound


class PostgresSearch:
    """There is no index beside the tables: nothing is written, and nothing is read back."""

    kept = False

    def may_be_asked(self) -> bool:
        return True

    def find(self, query: Query) -> Found:
        fetch = fetch_by_index if query.words else fetch_planned
        (row,) = fetch(*_statement(query))
        hits = [Hit(number, None if away is None else away / 1000) for number, away in row["hits"] or ()]
        facets = {name: row[name] or {} for name in ("specializations", "languages", "meeting")}
        return Found(hits, row["total"], facets)

    def suggest(self, prefix: Sequence[str], size: int) -> Sequence[Suggestion]:
        start = " ".join(prefix)
        values = {
            "skill": " & ".join(f"'{word}':*B" for word in prefix),
            "size": size,
            "patterns": [f"{start}%", f"% {start}%"],
        }
        begun, letters = _begun(prefix)
        skills = [Suggestion(row["skill"]) for row in fetch_by_index(_SKILLS, values)]
        names = [
            Suggestion(row["name"], row["id"])
            for row in fetch_by_index(_NAMES.format(begun=begun), values | letters)
        ]
        return [*skills[: max(size // 2, size - len(names))], *names][:size]

    def similar(self, like: Like, size: int) -> Sequence[int]:
        values = {
            "id": like.provider_id,
            "specializations": list(like.specializations),
            "languages": list(like.languages),
            "size": size,
        }
        return [row["id"] for row in fetch_by_index(_SIMILAR, values)]

    def write(self, documents: Sequence[Document]) -> None:
        del documents

    def read(self, provider_ids: Sequence[int]) -> Mapping[int, Document]:
        del provider_ids
        return {}

    def build(self) -> Building:
        return _nothing_to_build()

    def exists(self) -> bool:
        return False


def _nothing_to_build() -> NoReturn:
    raise RuntimeError("PostgreSQL needs no index: set OPENSEARCH_URL first")


def _begun(prefix: Sequence[str]) -> tuple[str, dict[str, str]]:
    """That each of these begins a word of the name."""
    patterns = {f"first{place}": f"{word}%" for place, word in enumerate(prefix)}
    patterns |= {f"later{place}": f"% {word}%" for place, word in enumerate(prefix)}
    one = "(w.name LIKE %(first{place})s OR w.name LIKE %(later{place})s)"
    return " AND ".join(one.format(place=place) for place in range(len(prefix))), patterns


def _statement(query: Query) -> tuple[str, dict[str, Any]]:
    where, values = conditions(query)
    words, spoken = tsquery(query.words)
    order = _order(query)
    source = _BY_WORDS if query.words else "providers p"
    if query.sort == "nextAvailable":
        source += " LEFT JOIN search_documents d ON d.provider_id = p.id"
    statement = _FIND.format(
        query=words,
        distance=distance(query.near),
        keys=", ".join(f"{expression} AS key{place}" for place, (expression, _) in enumerate(order)),
        order=", ".join(f"key{place} {direction}" for place, (_, direction) in enumerate(order)),
        providers=source,
        conditions=" AND ".join([_ALIVE, *where]),
        facets=_FACETS,
    )
    return statement, {**values, **spoken, "offset": query.offset, "size": query.size}


def _order(query: Query) -> tuple[tuple[str, str], ...]:
    if query.sort == "distance":
        return ((distance(query.near), "ASC NULLS LAST"),)
    return _ORDERS["rating" if query.sort == "relevance" and not query.words else query.sort]
