"""Google's published rules for what comes in: discovery.json, which extract.py wrote."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("discovery.json")


@cache
def document() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(FILE.read_text())
    return told


def wrong(call: str, *, method: str, query: dict[str, str], body: Any, scopes: frozenset[str]) -> str:
    """What Google would find wrong with a call; nothing where it is well."""
    rules = document()["calls"][call]
    if method != rules["method"]:
        return f"{call} is a {rules['method']}"
    if not scopes & set(rules["scopes"]):
        return "insufficientPermissions"
    unknown = set(query) - set(rules["parameters"]) - set(document()["common"])
    schema = document()["schemas"]["Channel" if call in {"events.watch", "channels.stop"} else "Event"]
    return f"unknown parameter {min(unknown)}" if unknown else _misfit(body, schema, "body")


def _misfit(given: Any, shape: Any, place: str) -> str:
    if given is None or shape in {"any", "object"} if isinstance(shape, str) else given is None:
        return ""
    if isinstance(shape, list):
        parts = [_misfit(one, shape[0], place) for one in given]
        return next((part for part in parts if part), "")
    if isinstance(shape, dict):
        unknown = [name for name in given if name not in shape]
        if unknown:
            return f"unknown field {place}.{unknown[0]}"
        parts = [_misfit(part, shape[name], f"{place}.{name}") for name, part in given.items()]
        return next((part for part in parts if part), "")
    kinds = {"string": str, "integer": int, "boolean": bool, "number": (int, float)}
    return "" if isinstance(given, kinds.get(shape, object)) else f"{place} is no {shape}"
