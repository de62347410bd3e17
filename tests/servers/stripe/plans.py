"""Prices, subscriptions to them, and what the clock does to those: trials end, renewals are charged."""

from typing import Any

from tests.servers.stripe import customers
from tests.servers.stripe.books import Books, Cent, Thing
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.refusals import Refused, malformed
from tests.servers.stripe.setups import DECLINED_LATER

DAY = 24 * 3600
LENGTHS = {"month": 30 * DAY, "year": 365 * DAY}
_SETTINGS = ("default_mandate", "payment_method_options", "payment_method_types")
_MOMENTS = ("finalized_at", "marked_uncollectible_at", "paid_at", "voided_at")
TRIES = 14 * DAY  # how long a renewal that fails is tried again


def price(books: Books, asked: dict[str, Any]) -> Thing:
    product = books.add(
        "product",
        name=asked["product_data"]["name"],
        active=True,
        images=[],
        marketing_features=[],
        metadata={},
        updated=books.now(),
    )
    recurring = {"interval": asked["recurring"]["interval"], "interval_count": 1, "usage_type": "licensed"}
    return books.add(
        "price",
        active=True,
        billing_scheme="per_unit",
        currency=asked["currency"],
        unit_amount=asked["unit_amount"],
        unit_amount_decimal=str(asked["unit_amount"]),
        product=product["id"],
        type="recurring",
        recurring=recurring | {"meter": None, "trial_period_days": None},
        metadata=asked.get("metadata", {}),
    )


def checkout(books: Books, asked: dict[str, Any]) -> dict[str, Any]:
    """What a session of mode subscription knows from the beginning."""
    line, data = asked["line_items"][0], asked.get("subscription_data", {})
    wanted = books.get("price", line["price"])
    return {
        "_price": wanted["id"],
        "_data": data,
        "_product": books.get("product", wanted["product"])["name"],
        "currency": wanted["currency"],
        "amount_total": 0
        if asked.get("subscription_data", {}).get("trial_period_days")
        else wanted["unit_amount"],
    }


def begin(books: Books, chronicle: Chronicle, session: Thing, number: str) -> None:
    """Somebody has subscribed with this card."""
    customer = session["customer"] or customers.create(books, {})["id"]
    card = customers.attach(books, customer, number)
    trial, now = session["_data"].get("trial_period_days", 0), books.now()
    made = books.add(
        "subscription",
        status="trialing" if trial else "active",
        customer=customer,
        currency=session["currency"],
        metadata=session["_data"].get("metadata", {}),
        default_payment_method=card["id"],
        cancel_at_period_end=False,
        collection_method="charge_automatically",
        billing_cycle_anchor=now,
        billing_mode={"type": "flexible", "flexible": {"proration_discounts": "included"}},
        billing_schedules=[],
        automatic_tax={"enabled": False, "disabled_reason": None, "liability": None},
        discounts=[],
        invoice_settings={"account_tax_ids": None, "issuer": {"type": "self"}},
        start_date=now,
        trial_end=now + trial * DAY if trial else None,
        trial_start=now if trial else None,
    )
    made["items"] = _items(
        books, made, session["_price"], now, now + (trial * DAY or _length(books, session["_price"]))
    )
    session |= {"status": "complete", "url": None, "subscription": made["id"], "customer": customer}
    session["payment_status"] = "no_payment_required" if trial else "paid"
    if not trial:
        _bill(books, chronicle, made, _amount(books, made))
    chronicle.tell("customer.subscription.created", made)
    chronicle.tell("checkout.session.completed", session)


def update(books: Books, chronicle: Chronicle, made: Thing, asked: dict[str, Any]) -> Thing:
    if made["status"] == "canceled":
        raise Refused("A canceled subscription can only update its cancellation_details and metadata.")
    if "cancel_at_period_end" in asked:
        made["cancel_at_period_end"] = asked["cancel_at_period_end"]
    if "items" in asked:
        due = proration(books, made, asked["items"])
        _item(made)["price"] = books.get("price", asked["items"][0]["price"])
        if due and asked.get("proration_behavior") == "always_invoice":
            _bill(books, chronicle, made, due)
    chronicle.tell("customer.subscription.updated", made)
    return made


def preview(books: Books, asked: dict[str, Any]) -> Thing:
    made = books.get("subscription", asked["subscription"])
    if made["customer"] != asked.get("customer", made["customer"]):
        raise malformed("The subscription belongs to another customer.", "customer")
    due = proration(books, made, asked["subscription_details"]["items"])
    return _invoice(books, made, due) | {"id": "upcoming_in_1"}


def proration(books: Books, made: Thing, items: list[dict[str, Any]]) -> int:
    """The rest of the time at the new price, less what was paid for it."""
    if items[0].get("id") != _item(made)["id"]:
        raise malformed("No such subscription item.", "items")
    before, after = _item(made)["price"], books.get("price", items[0]["price"])
    if before["currency"] != after["currency"]:
        raise Refused("The price specified has another currency than the subscription.")
    if made["status"] != "active":
        return 0
    item = _item(made)
    left, whole = (
        item["current_period_end"] - books.now(),
        item["current_period_end"] - item["current_period_start"],
    )
    return int((after["unit_amount"] - before["unit_amount"]) * max(left, 0) // whole)


def pass_time(books: Books, chronicle: Chronicle) -> None:
    """What the time that has passed does to every subscription."""
    for made in list(books.things["subscription"].values()):
        while _is_due(books, made):
            _renew(books, chronicle, made)
        tried = _item(made)["current_period_end"] + TRIES <= books.now()
        if made["status"] == "past_due" and tried:
            _end(books, chronicle, made)


def _is_due(books: Books, made: Thing) -> bool:
    return made["status"] in {"trialing", "active"} and _item(made)["current_period_end"] <= books.now()


def _renew(books: Books, chronicle: Chronicle, made: Thing) -> None:
    if made["cancel_at_period_end"]:
        _end(books, chronicle, made)
        return
    card, item = books.get("payment_method", made["default_payment_method"]), _item(made)
    if card["_number"] == DECLINED_LATER:
        made["status"] = "past_due"
        chronicle.tell("invoice.payment_failed", _invoice(books, made, _amount(books, made)))
    else:
        _bill(books, chronicle, made, _amount(books, made))
        made["status"] = "active"
        began = item["current_period_end"]
        item |= {
            "current_period_start": began,
            "current_period_end": began + _length(books, item["price"]["id"]),
        }
    chronicle.tell("customer.subscription.updated", made)


def _end(books: Books, chronicle: Chronicle, made: Thing) -> None:
    made |= {"status": "canceled", "canceled_at": books.now(), "ended_at": books.now()}
    chronicle.tell("customer.subscription.deleted", made)


def _items(books: Books, made: Thing, reference: str, since: int, until: int) -> Thing:
    item = books.add(
        "subscription_item",
        subscription=made["id"],
        price=books.get("price", reference),
        quantity=1,
        current_period_start=since,
        current_period_end=until,
        discounts=[],
        metadata={},
        tax_rates=[],
    )
    url = f"/v1/subscription_items?subscription={made['id']}"
    return {"object": "list", "data": [item], "has_more": False, "url": url}


def _item(made: Thing) -> Thing:
    item: Thing = made["items"]["data"][0]
    return item


def _amount(books: Books, made: Thing) -> int:
    return int(books.get("price", _item(made)["price"]["id"])["unit_amount"])


def _length(books: Books, reference: str) -> int:
    return LENGTHS[books.get("price", reference)["recurring"]["interval"]]


def _bill(books: Books, chronicle: Chronicle, made: Thing, amount: int) -> None:
    whose = made["metadata"].get("provider_id", "")
    books.cents.append(Cent("subscription", amount, made["currency"], whose))
    chronicle.tell("invoice.paid", _invoice(books, made, amount) | {"status": "paid"})


def _invoice(books: Books, made: Thing, amount: int) -> Thing:
    due = max(amount, 0)
    return books.add(
        "invoice",
        customer=made["customer"],
        currency=made["currency"],
        amount_due=due,
        amount_paid=0,
        amount_remaining=due,
        amount_overpaid=0,
        amount_paid_off_stripe=0,
        amount_shipping=0,
        subtotal=amount,
        total=amount,
        starting_balance=0,
        attempt_count=1,
        attempted=True,
        auto_advance=True,
        automatic_tax={
            "enabled": False,
            "disabled_reason": None,
            "liability": None,
            "provider": None,
            "status": None,
        },
        collection_method="charge_automatically",
        default_tax_rates=[],
        discounts=[],
        issuer={"type": "self"},
        lines={"object": "list", "data": [], "has_more": False, "url": "/v1/invoices/lines"},
        parent={
            "type": "subscription_details",
            "quote_details": None,
            "subscription_details": {"subscription": made["id"], "metadata": made["metadata"]},
        },
        payment_settings=dict.fromkeys(_SETTINGS),
        period_start=_item(made)["current_period_start"],
        period_end=_item(made)["current_period_end"],
        post_payment_credit_notes_amount=0,
        pre_payment_credit_notes_amount=0,
        status="open",
        status_transitions=dict.fromkeys(_MOMENTS),
    )


def portal(books: Books, asked: dict[str, Any], *, site: str) -> Thing:
    customer = books.get("customer", asked["customer"])
    return books.add(
        "billing_portal.session",
        customer=customer["id"],
        configuration="bpc_1",
        return_url=asked.get("return_url"),
        url=f"{site}/p/session/{customer['id']}",
    )
