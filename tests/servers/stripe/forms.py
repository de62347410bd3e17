"""`line_items[0][price_data][currency]=eur` as nested dictionaries."""

import re
from typing import Any
from urllib.parse import parse_qsl

_STEP = re.compile(r"[^\[\]]+")


def nested(encoded: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        *above, last = _STEP.findall(name)
        room = told
        for step in above:
            room = room.setdefault(step, {})
        room[last] = value
    return told
