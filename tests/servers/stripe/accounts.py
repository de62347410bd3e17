"""Connected accounts: made, sent to a form, and able to take money once it is filled in."""

import time
from typing import Any

from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle


def create(books: Books, asked: dict[str, Any]) -> Thing:
    return books.add(
        "account",
        charges_enabled=False,
        payouts_enabled=False,
        details_submitted=False,
        country=asked.get("country", "GB"),
        default_currency="gbp",
        capabilities=dict.fromkeys(asked.get("capabilities", {}), "inactive"),
        metadata=asked.get("metadata", {}),
    )


def complete(books: Books, chronicle: Chronicle, reference: str) -> str:
    """Its owner has filled in the form; where they go back to."""
    account = books.get("account", reference)
    able = dict.fromkeys(account["capabilities"], "active")
    account |= {
        "details_submitted": True,
        "charges_enabled": True,
        "payouts_enabled": True,
        "capabilities": able,
    }
    chronicle.tell("account.updated", account)
    return str(account["_back"])


def link(books: Books, asked: dict[str, Any], *, site: str) -> Thing:
    """Good for one visit within minutes."""
    account, now = books.get("account", asked["account"]), int(time.time())
    account["_back"] = asked["return_url"]
    url = f"{site}/setup/{account['id']}"
    return {"object": "account_link", "created": now, "expires_at": now + 300, "url": url}
