"""/sandbox/plans: where a provider agrees to a play plan, and where they look after it."""

from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Flask, Response, redirect, request
from sqlalchemy import select
from werkzeug.wrappers import Response as Redirect

from app.adapters.payments.sandbox import keys, plans
from app.adapters.payments.sandbox.models import SandboxSubscription
from app.adapters.payments.sandbox.subscriptions import PLAN_PAGES
from app.db.session import reading, transaction
from app.http.pages import Pages
from app.kernel.errors import PermanentError
from app.kernel.money import Money
from app.ports import ports
from app.ports.subscriptions import SubscriptionState

blueprint = Blueprint("sandbox_plans", __name__, url_prefix=PLAN_PAGES)
_pages = Pages(Path(__file__).parent / "templates")


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/<reference>")
def show(reference: str) -> Response:
    try:
        with transaction() as session:
            one = plans.held(session, reference)
            price = plans.price(session, one.price)
            amount, trial = Money(price.amount_minor, price.currency).words(), one.trial_days
            state, interval, customer = one.state, price.interval, one.customer
    except PermanentError:
        return _closed("No such plan", "Choose a plan again.", HTTPStatus.NOT_FOUND)
    if state != SubscriptionState.OPEN:
        return _closed("Nothing to agree on here", f"This plan is {state}.", HTTPStatus.OK)
    return _pages.show(
        "plan.html",
        forms_to="'self' http: https:",  # the provider goes back to the site, by whatever name they know it
        amount=amount,
        interval=interval,
        trial=trial,
        customer=customer,
        token=keys.form_token(ports().site, reference),
    )


@blueprint.post("/<reference>")
def act(reference: str) -> Response | Redirect:
    if not keys.genuine_form(ports().site, reference, request.form.get("token", "")):
        return _closed("Not from here", "Open the page again and use its buttons.", HTTPStatus.FORBIDDEN)
    action = request.form.get("action", "")
    with transaction() as session:
        one = plans.held(session, reference)
        if action in {"agree", "trouble"}:
            plans.accept(session, one, now=ports().clock.now(), good=action == "agree")
        elif action == "repair":
            plans.repair(session, one, now=ports().clock.now())
        back = one.cancel_url if action == "leave" else one.success_url
    return redirect(back, HTTPStatus.SEE_OTHER)


@blueprint.get("/of/<customer>")
def portal(customer: str) -> Response:
    """The plan of a customer, and a button for another card."""
    newest = SandboxSubscription.created_at.desc()
    mine = select(SandboxSubscription.reference).where(SandboxSubscription.customer == customer)
    with reading() as session:
        reference = session.scalar(mine.order_by(newest).limit(1))
        one = session.get(SandboxSubscription, reference) if reference else None
    if one is None:
        return _closed("Nobody known", "There is no plan.", HTTPStatus.NOT_FOUND)
    return _pages.show(
        "portal.html",
        forms_to="'self' http: https:",
        state=one.state,
        ends=one.period_end,
        action=f"{PLAN_PAGES}/{one.reference}",
        token=keys.form_token(ports().site, one.reference),
    )


def _closed(title: str, text: str, status: HTTPStatus) -> Response:
    return _pages.show("closed.html", status, title=title, text=text, back=None)
