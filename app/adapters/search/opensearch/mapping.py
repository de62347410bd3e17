"""The index as the customer drew it, and what our search needs beside that.

`words` is what is searched: the same folded words that PostgreSQL searches, once as they are
and once by the stems of each language. `availability` holds, for each length of an offering, the stretches
of bookable starts.
"""

from typing import Any

STEMS = ("english", "german", "french", "spanish")
PARTS = ("name", "skills", "offers", "about")

SETTINGS: dict[str, Any] = {
    "number_of_shards": 3,  # and no more than there are nodes: see below
    "auto_expand_replicas": "0-2",  # the customer's two, as far as there are nodes for them
    "refresh_interval": "500ms",
    "analysis": {
        "analyzer": {
            "autocomplete": {"tokenizer": "autocomplete_tokenizer", "filter": ["lowercase"]},
            "folded": {"tokenizer": "whitespace"},
            "stems": {"tokenizer": "whitespace", "filter": ["stems"]},
            # Every index would build this one, and a small Java runtime has no Thai word breaks.
            "thai": {"type": "standard"},
        },
        "filter": {
            **{f"{stem}_stem": {"type": "snowball", "language": stem.title()} for stem in STEMS},
            # Of each word all its stems at one place: a field for each language costs four times as much.
            "stems": {
                "type": "multiplexer",
                "filters": [f"{stem}_stem" for stem in STEMS],
                "preserve_original": False,
            },
        },
        "tokenizer": {
            "autocomplete_tokenizer": {
                "type": "edge_ngram",
                "min_gram": 2,
                "max_gram": 10,
                "token_chars": ["letter", "digit"],
            }
        },
    },
}

_KEYWORD = {"type": "keyword"}
_STEMMED = {
    "type": "text",
    "analyzer": "folded",
    "fields": {"stems": {"type": "text", "analyzer": "stems"}},
}
_SUGGESTED = {"type": "text", "analyzer": "autocomplete", "search_analyzer": "folded"}

MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "provider_id": _KEYWORD,
        "name": {"type": "text", "analyzer": "standard"},
        "bio": {"type": "text"},
        "specializations": _KEYWORD,
        "languages": _KEYWORD,
        "rating": {"type": "float"},
        "hourly_rate": {"type": "float"},
        "location": {"type": "geo_point"},
        "availability": {
            "type": "nested",
            "properties": {"minutes": {"type": "integer"}, "starts": {"type": "long_range"}},
        },
        "number": {"type": "long"},
        "listed": {"type": "boolean"},
        "total_reviews": {"type": "integer"},
        "price": {"type": "long"},
        "currency": _KEYWORD,
        "meeting": _KEYWORD,
        "city": _KEYWORD,
        "country": _KEYWORD,
        "sort_name": _KEYWORD,
        "next_free": {"type": "long"},
        "words": {
            "properties": {
                "name": {"type": "text", "analyzer": "folded"},
                **dict.fromkeys(PARTS[1:], _STEMMED),
            }
        },
        "suggest_name": _SUGGESTED,
        "suggest_skills": _SUGGESTED,
    },
}


def settings_for(nodes: int) -> dict[str, Any]:
    """A query pays for each shard, and on one node three of them answer no sooner than one."""
    return {**SETTINGS, "number_of_shards": max(1, min(SETTINGS["number_of_shards"], nodes))}
