"""Lines of a CSV file (RFC 4180) that a spreadsheet may open without running what strangers wrote."""

import csv
import io
from collections.abc import Iterable, Sequence

# What makes a spreadsheet compute a cell: OWASP's list, the wide forms of East Asia with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows as text, each ended by CR LF. A cell that begins like a formula gets an apostrophe before it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
