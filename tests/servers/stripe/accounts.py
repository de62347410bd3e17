"""Connected accounts: made, sent to a form, and able to take money once it is filled in."""

import time
from typing import Any

from tests.servers.stripe.books import Books, Thing


def create(books: Books, asked: dict[str, Any]) -> Thing:
    return books.add(
        "account",
        charges_enabled=False,
        payouts_enabled=False,
        details_submitted=False,
        country=asked.get("country", "GB"),
        default_currency="gbp",
        metadata=asked.get("metadata", {}),
    )


def link(books: Books, asked: dict[str, Any], *, site: str) -> Thing:
    """Good for one visit within minutes."""
    account, now = books.get("account", asked["account"]), int(time.time())
    url = f"{site}/setup/{account['id']}?back={asked['return_url']}"
    return {"object": "account_link", "created": now, "expires_at": now + 300, "url": url}
