"""The words of each language, a TOML file each. Keys are dotted paths, values are Jinja phrases."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
PLURALS = "plural."


@cache
def phrases(code: str) -> Mapping[str, str]:
    """Every phrase of a language by its dotted key: `mail.booking_moved.client.subject`."""
    with (FOLDER / f"{code}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file), ""))


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
