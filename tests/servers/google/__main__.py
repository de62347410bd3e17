"""`python -m tests.servers.google [--events N]`: a Google of its own, to try things with.

It prints its address. Client id and secret are those of tests/servers/oauth.py. Below `/control` a person
does what they do at Google: agree to an address of consent, write an event, let notifications get lost.
"""

import argparse
import sys
import threading
from datetime import UTC, datetime, timedelta

from flask import Blueprint, request

from tests.servers.google.server import Google, application
from tests.servers.serving import serving

PERSON = "ada@google.example"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--events", type=int, default=0, help="how many stand in the calendar, over two years"
    )
    town = Google()
    _fill(town, parser.parse_args().events)
    app = application(town)
    app.register_blueprint(_control(town))
    with serving(app) as town.url:
        sys.stdout.write(f"{town.url}\n")
        sys.stdout.flush()
        threading.Event().wait()


def _fill(town: Google, events: int) -> None:
    """By night, and by day on one in three days."""
    calendar = town.books.add(PERSON, "main", primary=True)
    first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    for number in range(events):
        start = first + timedelta(days=730) * number / max(events, 1)
        edges = {"start": start, "end": start + timedelta(minutes=30)}
        town.written(calendar, f"event{number}", {name: _edge(at) for name, at in edges.items()})


def _control(town: Google) -> Blueprint:
    control = Blueprint("control", __name__, url_prefix="/control")
    (calendar,) = town.books.calendars.values()

    @control.post("/agree")
    def agree() -> dict[str, str]:
        return {"back": town.desk.agree(request.get_json()["address"], PERSON)}

    @control.post("/events/<key>")
    def write(key: str) -> dict[str, str]:
        start = datetime.fromisoformat(request.get_json()["start"])
        edges = {"start": _edge(start), "end": _edge(start + timedelta(minutes=30))}
        town.written(calendar, key, edges)
        return {}

    @control.post("/silence")
    def silence() -> dict[str, str]:
        town.silent = True
        return {}

    return control


def _edge(at: datetime) -> dict[str, str]:
    return {"dateTime": at.isoformat()}


if __name__ == "__main__":
    main()
