"""`python -m tests.servers.google.extract calendar.v3.json` writes discovery.json: what we use of it.

The source is Google's own description, as it lies in the wheel of google-api-python-client:
`googleapiclient/discovery_cache/documents/calendar.v3.json`. Names, types and scopes are kept, no words.
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CALLS = ("calendarList.list", "events.list", "events.insert", "events.get", "events.patch", "events.delete")
CALLS += ("events.watch", "channels.stop")
SCHEMAS = ("Event", "Channel")


def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text())
    calls = {}
    for name in CALLS:
        resource, verb = name.split(".")
        calls[name] = _call(given["resources"][resource]["methods"][verb])
    told = {
        "source": f"Google Calendar API v3, revision {given['revision']}",
        "common": sorted(given["parameters"]),
        "calls": calls,
        "schemas": {name: _shape(given["schemas"][name], given["schemas"]) for name in SCHEMAS},
    }
    (HERE / "discovery.json").write_text(json.dumps(told, separators=(",", ":"), sort_keys=True) + "\n")


def _call(method: dict[str, Any]) -> dict[str, Any]:
    return {
        "method": method["httpMethod"],
        "path": method["path"],
        "parameters": {name: one["type"] for name, one in method.get("parameters", {}).items()},
        "scopes": method["scopes"],
    }


def _shape(schema: dict[str, Any], others: dict[str, Any], depth: int = 0) -> Any:
    """Names inside names, down to what has no names of its own."""
    if "$ref" in schema and depth < 4:
        return _shape(others[schema["$ref"]], others, depth + 1)
    if "properties" in schema and depth < 5:
        return {name: _shape(part, others, depth + 1) for name, part in schema["properties"].items()}
    if "items" in schema:
        return [_shape(schema["items"], others, depth + 1)]
    return schema.get("type", "any")


if __name__ == "__main__":
    main()
