"""A mail's outline as blocks of plain text, which the two layouts, text and HTML, show. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.notifications.facts import Entry, Story
from app.notifications.outlines import OUTLINES, PAGES, Part
from app.notifications.voice import Voice

_CASE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """`long` keeps the lines of whoever wrote it; `url` makes a link of the first line."""

    label: str
    lines: tuple[str, ...]
    strong: bool = False
    long: bool = False
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`page_only`: plain text has said it already."""

    shape: str
    text: str = ""
    strong: bool = False
    url: str = ""
    rows: tuple[Row, ...] = ()
    page_only: bool = False

    @property
    def width(self) -> int:
        """Of the longest label and its colon: what plain text aligns to."""
        return max(len(row.label) for row in self.rows) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that blocks are made of. `entries` are the hours of a day and what they hold."""

    story: Story
    values: Mapping[str, Any]
    voice: Voice
    site_url: str
    entries: tuple[tuple[str, Entry], ...] = ()

    @property
    def mail(self) -> str:
        return f"{self.story.kind}.{self.story.role}"

    def say(self, key: str) -> str:
        return self.voice.say(f"mail.{self.mail}{key}" if key.startswith(".") else key)


def blocks(scene: Scene) -> list[Block]:
    return [block for part in OUTLINES[scene.mail] for block in _made(scene, part)]


def _made(scene: Scene, part: str | Part) -> Iterator[Block]:
    if isinstance(part, Part):
        yield from _PARTS[part](scene)
        return
    keys = [_chosen(key, scene.values) for key in part.removeprefix("!").split()]
    if None not in keys:
        text = " ".join(scene.say(key) for key in keys if key is not None)
        yield Block(shape="paragraph", text=text, strong=part.startswith("!"))


def _chosen(key: str, values: Mapping[str, Any]) -> str | None:
    """The key with its case filled in; None where there is no case."""
    found = _CASE.search(key)
    if found is None:
        return key
    case = values[found[1]]
    return None if case is None else key.replace(found[0], str(case))


def _facts(scene: Scene) -> Iterator[Block]:
    rows = _rows(scene) if scene.story.bundle is None else _rows_of_bundle(scene)
    yield Block(shape="facts", rows=tuple(rows))


def _rows(scene: Scene) -> Iterator[Row]:
    values, say, apart = scene.values, scene.say, scene.voice.set_apart
    yield Row(say("label.what"), (apart(values["title"]),))
    if values["seats"] > 1:
        yield Row(say("label.seats"), (str(values["seats"]),))
    yield Row(say("label.with"), (apart(values["other"]),))
    theirs = (say("label.when_other"),) if values["when_other"] else ()
    yield Row(say("label.when"), (values["when"], *theirs), strong=True)
    if values["address"]:
        yield Row(say("label.where"), (apart(values["address"]),))
    if video := values["video_link"]:
        yield Row(say("label.video"), (video,), url=video)
    yield Row(say("label.price"), (say(f"price.{values['price_case']}"),))
    yield Row(say("label.reference"), (apart(values["reference"]),))
    if values["notes"]:
        yield Row(say("label.notes"), (values["notes"],), long=True)


def _rows_of_bundle(scene: Scene) -> Iterator[Row]:
    values, say, apart = scene.values, scene.say, scene.voice.set_apart
    yield Row(say("label.what"), (apart(values["title"]),), strong=True)
    yield Row(say("label.with"), (apart(values["other"]),))
    yield Row(say("label.credits"), (str(values["credits"]),))
    if values["valid_until"]:
        yield Row(say("label.valid_until"), (values["valid_until"],))
    yield Row(say("label.price"), (values["price"],))


def _video(scene: Scene) -> Iterator[Block]:
    if scene.values["video_link"]:
        words, url = scene.say("common.open_video"), scene.values["video_link"]
        yield Block(shape="button", text=words, url=url, page_only=True)


def _said(scene: Scene) -> Iterator[Block]:
    if scene.values["said"]:
        declined = scene.values["status"] == "REJECTED"
        case = "said_by_provider" if declined else scene.values["said_case"]
        yield Block(shape="paragraph", text=scene.say(f"common.{case}"))
        yield Block(shape="quote", text=scene.values["said"])


def _secret(scene: Scene) -> Iterator[Block]:
    yield Block(shape="button", text=scene.say(".button"), url=scene.values["link_url"])
    yield Block(shape="paragraph", text=scene.say("common.open_link"), page_only=True)


def _pay(scene: Scene) -> Iterator[Block]:
    yield Block(shape="button", text=scene.say(".button"), url=scene.values["pay_url"])


def _page(scene: Scene) -> Iterator[Block]:
    path = PAGES[scene.mail].format_map(scene.values)
    yield Block(shape="button", text=scene.say(".button"), url=f"{scene.site_url}{path}")


def _entries(scene: Scene) -> Iterator[Block]:
    yield Block(shape="facts", rows=tuple(_entry(scene, hours, entry) for hours, entry in scene.entries))


def _entry(scene: Scene, hours: str, entry: Entry) -> Row:
    voice = scene.voice.with_values(title=entry.title, client=entry.client)
    return Row(hours, (voice.say(f"mail.{scene.mail}.entry"),))


_PARTS: Mapping[Part, Callable[[Scene], Iterator[Block]]] = {
    Part.FACTS: _facts,
    Part.VIDEO: _video,
    Part.SAID: _said,
    Part.SECRET: _secret,
    Part.PAY: _pay,
    Part.PAGE: _page,
    Part.ENTRIES: _entries,
}
