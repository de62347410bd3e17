"""/pay/<payment>/<signature>: the link in bookings and mails. No sign-in: the signature is the permission."""

from collections.abc import Callable, Sequence
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
from app.kernel.errors import NotFound, OutsideError, PermanentError
from app.payments import asking, service
from app.payments.consents import Wording
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
    def checked(payment_id: int, signature: str, **chosen: str) -> Any:
        if not service.genuine_link(payment_id, signature):
            return _show(wording.UNKNOWN, HTTPStatus.NOT_FOUND)
        try:
            return view(payment_id, **chosen)
        except NotFound:
            return _show(wording.UNKNOWN, HTTPStatus.NOT_FOUND)

    return checked


@blueprint.get("")
@signed
def pay(payment_id: int) -> Response | Redirect:
    """To the company's checkout, which is opened by whoever comes first; or to the choice of a company."""
    with reading() as session:
        free = service.undecided(session, payment_id)
        now = service.standing(session, payment_id)
    if free and len(ports().companies) > 1:
        return _show(wording.CHOOSE, standing=now, choices=_choices(payment_id))
    return _to_checkout(payment_id)


@blueprint.post("")
@signed
def agree(payment_id: int) -> Response | Redirect:
    """The client agrees to their card being kept, and goes on to the company's checkout."""
    with transaction() as session:
        company = service.agree(session, payment_id, now=ports().clock.now())
    return redirect(f"{service.pay_link(payment_id)}/with/{company}", HTTPStatus.SEE_OTHER)


@blueprint.get("/with/<string:company>")
@signed
def pay_with(payment_id: int, company: str) -> Response | Redirect:
    """To this company's checkout. Another one's that is open already is closed before."""
    if company not in ports().companies:
        raise NotFound
    return _to_checkout(payment_id, company)


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
    pay_url = service.pay_link(payment_id)
    choices = _choices(payment_id)
    page = None if choices else webapp.back_to(f"/paid/{payment_id}")
    return page or _show(wording.NOT_PAID, standing=now, pay_url=pay_url, choices=choices)


def _to_checkout(payment_id: int, company: str | None = None) -> Response | Redirect:
    """With a company: to that one's. Choosing and asking are one step, between which no other tab comes."""
    try:
        with transaction() as session:
            if company is not None and not service.choose(session, payment_id, company):
                now = service.standing(session, payment_id)
                return _show(wording.CHANGING, standing=now, waiting=True)
            consent = service.consent_due(session, payment_id, now=ports().clock.now())
            if consent is not None:
                return _asking_for(consent, payment_id)
            asked = service.ask(session, payment_id, now=ports().clock.now())
        return redirect(asked.url or _opened(asked), HTTPStatus.SEE_OTHER)
    except PaymentClosed:
        return _on_to_the_next(payment_id, company) if company else _standing(payment_id)
    except PermanentError as error:
        log.warning("checkout refused", payment_id=payment_id, reason=str(error))
        return redirect(f"{service.pay_link(payment_id)}/done", HTTPStatus.SEE_OTHER)  # a worker ends it
    except OutsideError as error:
        log.warning("checkout not opened", payment_id=payment_id, reason=str(error))
        return _show(wording.AWAY, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "5"})


def _asking_for(consent: Wording, payment_id: int) -> Response:
    return _pages.show(
        "consent.html",
        forms_to="'self' https:" if ports().site.production else "'self' https: http:",  # it leads on
        site=ports().site.name,
        text=consent.text,
        agree_url=service.pay_link(payment_id),
    )


def _choices(payment_id: int) -> list[tuple[str, str]]:
    """Each company's name and the link that chooses it; none where there is but one."""
    link, names = service.pay_link(payment_id), list(ports().companies)
    named = [(wording.COMPANIES.get(name, name.title()), f"{link}/with/{name}") for name in names]
    return named if len(names) > 1 else []


def _on_to_the_next(payment_id: int, company: str) -> Response | Redirect:
    """This payment has ended. If it did because the client wants another company, its successor is there."""
    with reading() as session:
        now = service.standing(session, payment_id)
    if now.again is None:
        return _standing(payment_id)
    return redirect(f"{service.pay_link(now.again)}/with/{company}", HTTPStatus.SEE_OTHER)


def _opened(asked: Asked) -> str:
    """The checkout's address. No transaction is open while the company is asked."""
    charge = asking.open_checkout(asked.company, asked.order)
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
    choices: Sequence[tuple[str, str]] = (),
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
        choices=choices,
    )
    response.headers.update(headers or {})
    return response
