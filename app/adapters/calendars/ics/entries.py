"""An iCalendar text taken apart by UID: a broken event spoils no other, a big file needs little room."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.ports.calendars import NotACalendar

_FOLD = re.compile(r"\r?\n[ \t]")  # RFC 5545 §3.1
_LINE = re.compile(r"[^\r\n]+")
_UID = re.compile(r"^UID(?:;[^:]*)?:(.*)$", re.IGNORECASE | re.MULTILINE)
_ZONE_NAME = re.compile(r"^TZID(?:;[^:]*)?:(.*)$", re.IGNORECASE | re.MULTILINE)
_KEPT = ("VEVENT", "VTIMEZONE")


@dataclass(frozen=True, slots=True)
class Entry:
    """All that one UID stands for, master and exceptions, as a calendar of its own."""

    uid: str
    text: str


def entries(text: str) -> Iterator[Entry]:
    """Every event of a text by UID, in the order in which they appear first. Raises NotACalendar."""
    unfolded = _FOLD.sub("", text.removeprefix("\ufeff"))
    zones: dict[str, str] = {}
    events: dict[str, list[str]] = {}
    for number, (kind, block) in enumerate(_blocks(unfolded)):
        if kind == "VTIMEZONE":
            zones.setdefault(_named(_ZONE_NAME, block, ""), block)
        else:
            events.setdefault(_named(_UID, block, f"without-uid-{number}"), []).append(block)
    for uid, blocks in events.items():
        yield Entry(uid, _whole(blocks, zones))


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    lines = [found.group() for found in _LINE.finditer(text)]
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise NotACalendar("it does not begin with BEGIN:VCALENDAR")
    kind, block = "", list[str]()
    for line in lines:
        word = line.strip().upper()
        if not kind and word.startswith("BEGIN:") and word[6:] in _KEPT:
            kind, block = word[6:], []
        if kind:
            block.append(line)
        if kind and word == f"END:{kind}":
            yield kind, "\r\n".join(block)
            kind = ""


def _named(pattern: re.Pattern[str], block: str, otherwise: str) -> str:
    found = pattern.search(block)
    return found.group(1).strip() if found else otherwise


def _whole(blocks: Sequence[str], zones: dict[str, str]) -> str:
    """The definitions of zones that these events name come along."""
    used = [zone for name, zone in zones.items() if any(name in block for block in blocks)]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *used, *blocks, "END:VCALENDAR", ""])
