"""A payer wants the money back, by PayPal's own court."""

from copy import deepcopy

from tests.servers.paypal.books import Books, Json, new_id, now


def open_one(books: Books, capture_id: str, value: str | None = None) -> str:
    """What the payer does at PayPal. The dispute's id."""
    taken = books.payment("captures", capture_id)
    dispute_id = f"PP-D-{new_id()}"
    books.disputes[dispute_id] = {
        "dispute_id": dispute_id,
        "create_time": now(),
        "reason": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
        "status": "UNDER_REVIEW",
        "dispute_amount": {**taken.shown["amount"], "value": value or taken.shown["amount"]["value"]},
        "capture_id": capture_id,
    }
    _tell(books, "CUSTOMER.DISPUTE.CREATED", dispute_id)
    return dispute_id


def resolve(books: Books, dispute_id: str, outcome: str) -> None:
    books.disputes[dispute_id] |= {"status": "RESOLVED", "dispute_outcome": {"outcome_code": outcome}}
    _tell(books, "CUSTOMER.DISPUTE.RESOLVED", dispute_id)


def listed(books: Books, capture_id: str) -> Json:
    """The list shows a summary: no outcome."""
    mine = [one for one in books.disputes.values() if one["capture_id"] == capture_id]
    hidden = {"dispute_outcome", "capture_id"}
    items = [{key: value for key, value in one.items() if key not in hidden} for one in mine]
    return {"items": items, "links": []}


def show(books: Books, dispute_id: str) -> Json:
    dispute = deepcopy(books.disputes[dispute_id])
    dispute["disputed_transactions"] = [{"seller_transaction_id": dispute.pop("capture_id")}]
    return dispute


def _tell(books: Books, kind: str, dispute_id: str) -> None:
    books.tell(kind, show(books, dispute_id))
