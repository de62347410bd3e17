"""Sessions that keep a card, and charges to kept cards while their owner is away."""

from typing import Any, NoReturn

from tests.servers.stripe import customers, intents
from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.events import Chronicle
from tests.servers.stripe.refusals import Refused

# Test cards whose trouble comes after they were kept, by their numbers at Stripe.
DECLINED_LATER, ASKS_LATER = "4000000000000341", "4000002760003184"
_REFUSALS = {
    DECLINED_LATER: ("card_declined", "Your card was declined."),
    ASKS_LATER: (
        "authentication_required",
        "This transaction requires authentication.",
    ),
}


def begin(books: Books, session: Thing) -> Thing:
    """The SetupIntent of a session, made with it."""
    terms = session["_setup"]
    setup = books.add(
        "setup_intent",
        status="requires_payment_method",
        customer=session["customer"],
        usage="off_session",
        payment_method_types=["card"],
        metadata=terms.get("metadata", {}),
        description=terms.get("description"),
    )
    session["setup_intent"] = setup["id"]
    return setup


def complete(books: Books, chronicle: Chronicle, session: Thing, number: str) -> None:
    """The client has entered a good card."""
    setup = books.get("setup_intent", session["setup_intent"])
    card = customers.attach(books, session["customer"], number)
    setup |= {"status": "succeeded", "payment_method": card["id"]}
    session |= {"status": "complete", "url": None}
    chronicle.tell("setup_intent.succeeded", setup)
    chronicle.tell("checkout.session.completed", session)


def charge(books: Books, chronicle: Chronicle, asked: dict[str, Any]) -> Thing:
    """A PaymentIntent that is confirmed at once, with a card of a customer who is not there."""
    if not (asked.get("confirm") and asked.get("off_session")):
        raise Refused("this imitation makes payments of absent customers alone", param="off_session")
    card = customers.attached(books, asked["customer"], asked["payment_method"])
    _destination(books, asked)
    intent = _intent(books, asked, card)
    refusal = _REFUSALS.get(card["_number"])
    if refusal is not None:
        _refuse(books, chronicle, intent, card, refusal)
    made = intents.charge(books, intent, card["_number"])
    made |= {
        "captured": True,
        "amount_captured": intent["amount"],
        "balance_transaction": f"txn_{made['id']}",
    }
    intent |= {"status": "succeeded", "amount_received": intent["amount"]}
    books.move("charge", intent["amount"], intent)
    intents.pass_on(books, intent, intent["amount"], asked)
    chronicle.tell("payment_intent.succeeded", intent)
    return intent


def _intent(books: Books, asked: dict[str, Any], card: Thing) -> Thing:
    return books.add(
        "payment_intent",
        status="requires_payment_method",
        amount=asked["amount"],
        amount_capturable=0,
        amount_received=0,
        currency=asked["currency"],
        capture_method="automatic_async",
        confirmation_method="automatic",
        payment_method_types=["card"],
        payment_method=card["id"],
        customer=asked["customer"],
        metadata=asked.get("metadata", {}),
        description=asked.get("description"),
        application_fee_amount=asked.get("application_fee_amount"),
        transfer_data=asked.get("transfer_data"),
    )


def _destination(books: Books, asked: dict[str, Any]) -> None:
    if "transfer_data" in asked:
        books.get("account", asked["transfer_data"]["destination"])


def _refuse(
    books: Books, chronicle: Chronicle, intent: Thing, card: Thing, refusal: tuple[str, str]
) -> NoReturn:
    """The intent stays, and its charge failed."""
    code, message = refusal
    intents.charge(books, intent, card["_number"], paid=False, status="failed", failure_code=code)
    intent["last_payment_error"] = {"type": "card_error", "code": code, "message": message}
    chronicle.tell("payment_intent.payment_failed", intent)
    raise Refused(message, status=402, kind="card_error", code=code)
