"""A query as OpenSearch's own JSON. Words are values of `match` and `prefix`: their signs mean nothing."""

from typing import Any

from app.adapters.search.opensearch.mapping import PARTS
from app.ports.search import FACETS, LARGEST_FACET, Free, Like, Near, Query, Word

Json = dict[str, Any]

_WEIGHTS = {"name": 10, "skills": 4, "offers": 2, "about": 1}
_PLAIN = [f"words.{part}^{_WEIGHTS[part]}" for part in PARTS]
_STEMMED = [f"words.{part}.stems^{_WEIGHTS[part] / 2}" for part in PARTS[1:]]
_BY_RATING: list[Json] = [
    {"rating": {"order": "desc", "missing": "_last"}},
    {"total_reviews": "desc"},
]
_BY_ID: Json = {"number": "asc"}


def search(query: Query) -> Json:
    """The body of a search: one page, the number of all, and the facets over all."""
    return {
        "from": query.offset,
        "size": query.size,
        "track_total_hits": True,
        "_source": False,
        "query": {"bool": {"filter": filters(query), "must": [_word(word) for word in query.words]}},
        "sort": _sort(query),
        "aggs": {
            name: {"terms": {"field": name, "size": LARGEST_FACET, "shard_size": 1000}} for name in FACETS
        },
    }


def filters(query: Query) -> list[Json]:
    exact = {
        "listed": True,
        "specializations": query.specialization,
        "languages": query.language,
        "currency": query.currency,
        "meeting": query.meeting,
    }
    conditions: list[Json] = [{"term": {name: value}} for name, value in exact.items() if value is not None]
    if query.rating_min is not None:
        conditions.append({"range": {"rating": {"gte": query.rating_min}}})
    span = {"gte": query.price_min, "lte": query.price_max}
    if any(end is not None for end in span.values()):
        conditions.append({"range": {"price": {name: end for name, end in span.items() if end is not None}}})
    if query.near is not None and query.near.radius_km is not None:
        within: Json = {"distance": f"{query.near.radius_km * 1000:.3f}m", "location": _point(query.near)}
        conditions.append({"geo_distance": within})
    if query.free is not None:
        conditions.append(_free(query.free))
    return conditions


def suggest(prefix: str, words: list[str], size: int) -> list[Json]:
    """Two searches in one request: specializations that begin so, and names."""
    return [
        {
            "size": 0,
            "query": _listed(_all_of("suggest_skills", words)),
            "aggs": {
                "skills": {
                    "terms": {
                        "field": "specializations",
                        "size": size,
                        "include": f"(.*_)?{prefix.replace(' ', '_')}.*",
                    }
                }
            },
        },
        {
            "size": size,
            "_source": ["name"],
            "query": _listed(_all_of("suggest_name", words)),
            "sort": [*_BY_RATING, _BY_ID],
        },
    ]


def similar(like: Like, size: int) -> Json:
    """Each shared specialization weighs more than all that is shared beside."""
    shared: list[Json] = [
        {"constant_score": {"filter": {"term": {"specializations": name}}, "boost": 10}}
        for name in like.specializations
    ]
    spoken = {"constant_score": {"filter": {"terms": {"languages": list(like.languages)}}, "boost": 1}}
    return {
        "size": size,
        "_source": False,
        "query": {
            "bool": {
                "filter": [
                    {"term": {"listed": True}},
                    {"terms": {"specializations": list(like.specializations)}},
                ],
                "must_not": [{"term": {"number": like.provider_id}}],
                "should": [*shared, spoken],
            }
        },
        "sort": [{"_score": "desc"}, *_BY_RATING, _BY_ID],
    }


def _word(word: Word) -> Json:
    wanted: list[Json] = [_standing(word.text)]
    wanted += [
        {"prefix": {f"words.{part}": {"value": word.text, "boost": _WEIGHTS[part] / 4}}} for part in PARTS
    ]
    wanted += [_standing(other) for other in word.others]
    return {"dis_max": {"queries": wanted, "tie_breaker": 0.1}}


def _standing(word: str) -> Json:
    """The whole word, or one of its stem."""
    return {"multi_match": {"query": word, "fields": [*_PLAIN, *_STEMMED]}}


def _free(free: Free) -> Json:
    starts = {"gte": free.first, "lte": free.last, "relation": "intersects"}
    both = [
        {"range": {"availability.minutes": {"gte": free.minutes}}},
        {"range": {"availability.starts": starts}},
    ]
    return {"nested": {"path": "availability", "query": {"bool": {"filter": both}}}}


def _sort(query: Query) -> list[Json]:
    ahead: dict[str, list[Json]] = {
        "relevance": [{"_score": {"order": "desc"}}, *_BY_RATING],
        "rating": _BY_RATING,
        "price": [{"price": "asc"}],
        "name": [{"sort_name": "asc"}],
        "distance": [_distance(query.near)],
        "nextAvailable": [{"next_free": {"order": "asc", "missing": "_last"}}],
    }
    order = "rating" if query.sort == "relevance" and not query.words else query.sort
    behind = [_BY_ID] if query.near is None or order == "distance" else [_BY_ID, _distance(query.near)]
    return [*ahead[order], *behind]


def _distance(near: Near | None) -> Json:
    """Asked for last where it does not order: an index tells distances only as values of a sort."""
    point = _point(near) if near else {"lat": 0, "lon": 0}
    return {"_geo_distance": {"location": point, "unit": "m", "order": "asc"}}


def _point(near: Near) -> Json:
    return {"lat": near.latitude, "lon": near.longitude}


def _listed(condition: list[Json]) -> Json:
    return {"bool": {"filter": [{"term": {"listed": True}}, *condition]}}


def _all_of(field: str, words: list[str]) -> list[Json]:
    """Grams are ten letters long: of a longer word its first ten are looked for."""
    return [{"match": {field: {"query": word[:10]}}} for word in words]
