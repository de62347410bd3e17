"""/sandbox/checkout: the page on which a client of the sandbox pays, or not. It asks for no card."""

from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, redirect, request
from werkzeug.wrappers import Response as Redirect

from app.adapters.payments.sandbox import books, desk, keys
from app.adapters.payments.sandbox.adapter import PAGES
from app.adapters.payments.sandbox.cards import Mood
from app.adapters.payments.sandbox.events import Messenger
from app.adapters.payments.sandbox.models import SandboxCheckout
from app.db.session import reading, transaction
from app.http.pages import Pages
from app.kernel.money import Money
from app.ports import ports
from app.ports.payments import ChargeState

blueprint = Blueprint("sandbox_checkout", __name__, url_prefix=PAGES)
_pages = Pages(Path(__file__).parent / "templates")

_ENDS = {
    ChargeState.AUTHORIZED: "This has been paid.",
    ChargeState.CAPTURED: "This has been paid.",
    ChargeState.VOIDED: "This checkout was closed. Nothing was charged.",
    ChargeState.FAILED: "The card was declined too often. Nothing was charged.",
}


def register(app: Flask) -> None:
    """Show the checkout in this application. Raises RuntimeError in production."""
    if ports().site.production:
        raise RuntimeError("the sandbox takes no real money: it cannot run in production")
    app.register_blueprint(blueprint)


@blueprint.get("/<reference>")
def show(reference: str) -> Response:
    with reading() as session:
        checkout = books.checkout(session, reference)
    if checkout is None:
        return _unknown()
    return _form(checkout) if checkout.state == ChargeState.OPEN else _ended(checkout)


@blueprint.post("/<reference>")
def act(reference: str) -> Response | Redirect:
    if not keys.genuine_form(ports().site, reference, request.form.get("token", "")):
        return _closed("Not from here", "Open the checkout again and use its buttons.", HTTPStatus.FORBIDDEN)
    with reading() as session:
        checkout = books.checkout(session, reference)
    if checkout is None:
        return _unknown()
    return _acted(checkout, request.form.get("action", ""))


def _acted(checkout: SandboxCheckout, action: str) -> Response | Redirect:
    if action == "cancel":
        return redirect(checkout.cancel_url, HTTPStatus.SEE_OTHER)
    if action == "decline":
        with transaction() as session:
            desk.decline(session, checkout.reference)
        return redirect(f"{PAGES}/{checkout.reference}", HTTPStatus.SEE_OTHER)
    if action in set(Messenger):
        return _paid(checkout, Messenger(action))
    if action in set(Mood) and checkout.keeps_card:
        return _paid(checkout, Messenger.PROMPT, Mood(action))
    return _closed("Unknown button", "Use the buttons of the checkout.", HTTPStatus.BAD_REQUEST)


def _paid(checkout: SandboxCheckout, messenger: Messenger, mood: Mood = Mood.GOOD) -> Response | Redirect:
    with transaction() as session:
        now = ports().clock.now()
        won = desk.pay(session, checkout.reference, messenger, now=now, mood=mood)
    if won:
        return redirect(checkout.success_url, HTTPStatus.SEE_OTHER)
    return redirect(f"{PAGES}/{checkout.reference}", HTTPStatus.SEE_OTHER)


def _form(checkout: SandboxCheckout) -> Response:
    """The redirect after paying may lead to the site's public name, which the form's policy has to allow."""
    public = urlsplit(ports().site.public_url)
    return _pages.show(
        "card.html" if checkout.keeps_card else "checkout.html",
        forms_to=f"'self' {public.scheme}://{public.netloc}",
        merchant=checkout.merchant,
        description=checkout.description,
        amount=Money(checkout.amount_minor, checkout.currency).words(),
        declined=checkout.declines > 0,
        token=keys.form_token(ports().site, checkout.reference),
    )


def _ended(checkout: SandboxCheckout) -> Response:
    state = ChargeState(checkout.state)
    return _closed("Nothing to pay here", _ENDS[state], HTTPStatus.OK, back=checkout.success_url)


def _unknown() -> Response:
    return _closed("No such checkout", "Follow the link of your booking again.", HTTPStatus.NOT_FOUND)


def _closed(title: str, text: str, status: HTTPStatus, **more: Any) -> Response:
    return _pages.show("closed.html", status, title=title, text=text, back=more.get("back"))
