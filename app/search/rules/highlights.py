"""The words that were found, marked in the texts they stand in. Pure; everything else is escaped."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from app.kernel.folding import fold

AROUND = 80  # letters of context to either side of the first mark of a long text
_WORD = re.compile(r"[^\W_]+")

Wanted = Sequence[tuple[str, Sequence[str]]]


def marked(text: str, wanted: Wanted) -> str | None:
    """The text, or the part around its first mark, as HTML with `<em>`; None where nothing was found."""
    found = [match.span() for match in _WORD.finditer(text) if _is_wanted(fold(match[0]), wanted)]
    if not found:
        return None
    first = max(0, found[0][0] - AROUND)
    last = min(len(text), found[0][1] + AROUND)
    parts = _parts(text, first, last, [span for span in found if first <= span[0] and span[1] <= last])
    return ("…" if first else "") + "".join(parts) + ("…" if last < len(text) else "")


def _is_wanted(word: str, wanted: Wanted) -> bool:
    return any(word.startswith(begin) or word in others for begin, others in wanted)


def _parts(text: str, first: int, last: int, spans: Sequence[tuple[int, int]]) -> Iterable[str]:
    place = first
    for start, end in spans:
        yield escape(text[place:start])
        yield f"<em>{escape(text[start:end])}</em>"
        place = end
    yield escape(text[place:last])
