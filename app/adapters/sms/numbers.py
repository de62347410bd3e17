"""Phone numbers as companies take them."""

import re

from app.ports.receipts import Unreachable

_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")


def demand_number(to: str) -> None:
    """Raises Unreachable, which never repeats the number: errors are logged."""
    if not _E164.match(to):
        raise Unreachable("not a phone number")
