"""The list of transactions, as late as PayPal's."""

from datetime import UTC, datetime, timedelta

from tests.servers.paypal.books import Books, Entry, Json
from tests.servers.paypal.refusal import Refusal

_CODES = {"authorized": "T1300", "captured": "T0006", "refunded": "T1107", "released": "T1302"}


def search(books: Books, asked: dict[str, str], delay: timedelta) -> Json:
    since, until = (datetime.fromisoformat(asked[name]) for name in ("start_date", "end_date"))
    if until - since > timedelta(days=31):
        raise Refusal(400, "INVALID_PARAMETER_VALUE")
    shown_until = min(until, datetime.now(UTC) - delay)
    balance_alone = asked.get("balance_affecting_records_only", "Y") == "Y"
    found = [entry for entry in books.journal if since <= entry.at <= shown_until]
    found = [entry for entry in found if not balance_alone or entry.kind in {"captured", "refunded"}]
    size, page = int(asked.get("page_size", "100")), int(asked.get("page", "1"))
    shown = found[(page - 1) * size : page * size]
    pages = max(1, -(-len(found) // size))
    return {"transaction_details": [_shown(one) for one in shown], "page": page, "total_pages": pages}


def _shown(entry: Entry) -> Json:
    return {
        "transaction_info": {
            "transaction_id": entry.resource_id,
            "transaction_event_code": _CODES[entry.kind],
            "transaction_initiation_date": entry.at.isoformat(),
            "transaction_amount": {"currency_code": entry.currency, "value": str(entry.amount)},
            "custom_field": entry.custom_id,
        }
    }
