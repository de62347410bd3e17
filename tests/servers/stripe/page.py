"""The hosted checkout: a page that a browser can click. Card numbers end here."""

from html import escape

from tests.servers.stripe import accounts
from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.buttons import GOOD, SECURE, Buttons
from tests.servers.stripe.events import Chronicle

Form = dict[str, str]
_CLOSED = "<p>This checkout is closed. Nothing was charged by this visit.</p>"
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Checkout</title></head>
<body><main><h1>Checkout</h1>{body}</main></body></html>"""
_CARD = """<p>{product}: <strong>{amount} {currency}</strong></p><p role="alert">{problem}</p>
<form method="post"><label>Card number <input name="number" autocomplete="off" value="{number}"></label>
<label>Expiry <input name="expiry" value="12 / 34"></label><label>CVC <input name="cvc" value="123"></label>
<button name="action" value="pay">Pay</button></form><p><a href="{back}">Back</a></p>"""
_PROOF = """<p>Your bank asks: is it you?</p><form method="post">
<button name="action" value="prove">Complete</button>
<button name="action" value="fail">Fail</button></form>"""


def show(session: Thing, problem: str = "") -> str:
    if session["status"] != "open":
        return _PAGE.format(body=_CLOSED)
    amount = session["amount_total"] or session["metadata"].get("amount", "")
    body = _CARD.format(
        product=escape(session["_product"]),
        amount=amount,
        currency=session["currency"].upper(),
        problem=escape(problem),
        number=GOOD,
        back=escape(session["cancel_url"] or "#"),
    )
    return _PAGE.format(body=body)


def set_up(books: Books, chronicle: Chronicle, account: str, method: str) -> tuple[int, str]:
    """The form of a connected account: everything is filled in by one button."""
    if method == "POST":
        return 303, accounts.complete(books, chronicle, account)
    return 200, _PAGE.format(body='<form method="post"><button>Agree and submit</button></form>')


def press(buttons: Buttons, session: Thing, form: Form) -> tuple[int, str]:
    """303 and where to, or 200 and what to show."""
    action, number = form.get("action"), form.get("number", "").replace(" ", "")
    if action == "pay":
        paid = buttons.pay(session["id"], number)
        if not paid and number == SECURE and session["status"] == "open":
            return 200, _PAGE.format(body=_PROOF)
    else:
        paid = buttons.authenticate(session["id"], good=action == "prove")
    if paid:
        return 303, session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
    return 200, show(session, "Your card was declined.")
