"""Both sides, event by event."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from icalendar import Calendar
from sqlalchemy import text

from app.db.session import statements
from tests.agreement.people import People

Times = tuple[datetime, datetime]
_HREF = re.compile(r"<href>([^<]+\.ics)</href>")
_BOOKINGS = text(
    "SELECT id, start_time, end_time FROM bookings WHERE status = 'CONFIRMED' AND end_time > now()"
)
_BUSY = text("SELECT lower(during), upper(during) FROM busy_periods WHERE source = 'calendar'")


@dataclass
class Verdict:
    """`wrong` names every difference; nothing in it: both sides agree."""

    rows: list[tuple[str, object]]
    wrong: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.wrong

    def text(self) -> str:
        width = max(len(name) for name, _ in self.rows)
        lines = [f"{name:<{width}}  {value}" for name, value in self.rows]
        return "\n".join([*lines, *(f"WRONG: {one}" for one in self.wrong[:20])])


def compare(people: People, *, kills: int, answered: int) -> Verdict:
    with statements() as connection:
        bookings = {row.id: (row.start_time, row.end_time) for row in connection.execute(_BOOKINGS)}
        busy = Counter((row[0], row[1]) for row in connection.execute(_BUSY))
    uids, ours, theirs = _events(people)
    wrong = [f"UID {uid} stands {number} times" for uid, number in Counter(uids).items() if number > 1]
    for number, times in bookings.items():
        if ours.get(number) != times:
            wrong.append(f"booking {number} is at {times}, its event at {ours.get(number)}")
    wrong += [f"an event stands for {number}, which is not booked" for number in set(ours) - set(bookings)]
    if busy != theirs:
        wrong.append(f"outside events differ: only here {busy - theirs}, only there {theirs - busy}")
    rows: list[tuple[str, object]] = [
        ("bookings made", len(people.numbers)),
        *((name.replace("_", " "), number) for name, number in sorted(people.done.items())),
        ("kills of the worker", kills),
        ("questions answered", answered),
        ("bookings that stand", len(bookings)),
        ("events of ours in the calendar", len(ours)),
        ("duplicate UIDs", sum(number - 1 for number in Counter(uids).values())),
        ("outside events there", sum(theirs.values())),
        ("busy times here", sum(busy.values())),
        ("differences", len(wrong)),
    ]
    return Verdict(rows, wrong)


def _events(people: People) -> tuple[list[str], dict[int, Times], Counter[Times]]:
    """Every UID, our events by their bookings, and the times of the others."""
    body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
    _, listed = people.server.ask("PROPFIND", people.calendar, body, Depth="1")
    uids: list[str] = []
    ours: dict[int, Times] = {}
    theirs: Counter[Times] = Counter()
    for href in _HREF.findall(listed):
        _, written = people.server.ask("GET", href)
        for event in Calendar.from_ical(written).walk("VEVENT"):
            uid, times = str(event["UID"]), (event.start, event.end)
            uids.append(uid)
            if uid.endswith("@bookmytime.test"):
                ours[int(uid.partition("@")[0])] = times
            else:
                theirs[times] += 1
    return uids, ours, theirs
