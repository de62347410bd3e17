"""The words that were found, marked in the texts they stand in. Pure; everything else is escaped."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

from app.kernel.folding import fold

AROUND = 80  # letters of context to either side of the first mark of a long text
_WORD = re.compile(r"[^\W_]+")

Wanted = Sequence[tuple[str, Sequence[str]]]


def marked(text: str, wanted: Wanted) -> str | None:
    """The text, or the part around its first mark, as HTML with `<em>`; None where nothing was found."""
    begins = tuple(begin for begin, _ in wanted)
    others = {other for _, whole in wanted for other in whole}
    words = [(match.span(), _folded(match[0])) for match in _WORD.finditer(text)]
    found = [span for span, word in words if word.startswith(begins) or word in others]
    if not found:
        return None
    first = max(0, found[0][0] - AROUND)
    last = min(len(text), found[0][1] + AROUND)
    parts = _parts(text, first, last, [span for span in found if first <= span[0] and span[1] <= last])
    return ("…" if first else "") + "".join(parts) + ("…" if last < len(text) else "")


_folded = lru_cache(maxsize=20_000)(fold)  # texts are made of the same words again and again


def _parts(text: str, first: int, last: int, spans: Sequence[tuple[int, int]]) -> Iterable[str]:
    place = first
    for start, end in spans:
        yield escape(text[place:start])
        yield f"<em>{escape(text[start:end])}</em>"
        place = end
    yield escape(text[place:last])
