"""/pay/<payment>/<signature>: the link in bookings and mails. No sign-in: the signature is the permission."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import structlog
from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as Redirect

from app.db.session import reading, transaction
from app.http import webapp
from app.http.pages import Pages
from app.kernel.errors import NotFound, OutsideError
from app.payments import service
from app.payments.errors import PaymentClosed
from app.payments.models import PaymentStatus
from app.payments.routes import wording
from app.payments.rules import UNPAID
from app.payments.service import Asked, Standing
from app.ports import ports
from app.ports.payments import ChargeState

log = structlog.get_logger(__name__)

View = TypeVar("View", bound=Callable[..., Any])

blueprint = Blueprint("pay", __name__, url_prefix="/pay/<id:payment_id>/<signature>")
_pages = Pages(Path(__file__).parent / "templates")


def signed(view: View) -> Callable[..., Response | Redirect]:
    """Only with our signature; whoever has it sees pages, not JSON."""

    @wraps(view)
    def checked(payment_id: int, signature: str) -> Any:
        if not service.genuine_link(payment_id, signature):
            return _show(wording.UNKNOWN, HTTPStatus.NOT_FOUND)
        try:
            return view(payment_id)
        except NotFound:
            return _show(wording.UNKNOWN, HTTPStatus.NOT_FOUND)

    return checked


@blueprint.get("")
@signed
def pay(payment_id: int) -> Response | Redirect:
    """To the company's checkout, which is opened by whoever comes first."""
    try:
        with transaction() as session:
            asked = service.ask(session, payment_id, now=ports().clock.now())
        return redirect(asked.url or _opened(asked), HTTPStatus.SEE_OTHER)
    except PaymentClosed:
        return _standing(payment_id)
    except OutsideError as error:
        log.warning("checkout not opened", payment_id=payment_id, reason=str(error))
        return _show(wording.AWAY, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"})


@blueprint.get("/done")
@signed
def done(payment_id: int) -> Response | Redirect:
    """Back from paying: says how it stands, and again until the company has told us."""
    how_it_stands = _standing(payment_id)
    return webapp.back_to(f"/paid/{payment_id}") or how_it_stands


@blueprint.get("/unpaid")
@signed
def unpaid(payment_id: int) -> Response | Redirect:
    """Back without paying."""
    with reading() as session:
        now = service.standing(session, payment_id)
    if now.status not in UNPAID:
        return _standing(payment_id)
    return webapp.back_to(f"/paid/{payment_id}") or _show(
        wording.NOT_PAID, standing=now, pay_url=service.pay_link(payment_id)
    )


def _opened(asked: Asked) -> str:
    """The checkout's address. No transaction is open while the company is asked."""
    charge = ports().payments.open_checkout(asked.order)
    with transaction() as session:
        service.opened(session, charge)
    done = asked.order.success_url
    return done if charge.state is not ChargeState.OPEN else charge.checkout_url or done


def _standing(payment_id: int) -> Response:
    with transaction() as session:
        now = service.standing(session, payment_id)
        waiting = now.status in UNPAID or now.status is PaymentStatus.PROCESSING
        if waiting:
            service.look_into(session, payment_id, now=ports().clock.now())
    again = service.pay_link(now.again) if now.again else ""
    return _show(wording.AFTER_PAYING[now.status], standing=now, waiting=waiting, pay_url=again)


def _show(
    words: tuple[str, str],
    status: HTTPStatus = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
    *,
    standing: Standing | None = None,
    waiting: bool = False,
    pay_url: str = "",
) -> Response:
    title, text = words
    response = _pages.show(
        "status.html",
        status,
        site=ports().site.name,
        title=title,
        text=text,
        standing=standing,
        waiting=waiting,
        pay_url=pay_url,
    )
    response.headers.update(headers or {})
    return response
