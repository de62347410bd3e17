"""Talking with the company about plans. For edges alone: no transaction is open while it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from app.db.session import reading, transaction
from app.kernel.errors import OutsideError, PermanentError, Unavailable
from app.plans import queries, service
from app.plans.errors import PlanRefused
from app.plans.service import PlanView
from app.ports import ports
from app.ports.subscriptions import Subscription, Wish

log = structlog.get_logger(__name__)


@contextmanager
def away() -> Iterator[None]:
    """What the outside did is told as 503; what it will never do, as 409."""
    try:
        yield
    except PermanentError as error:
        log.warning("plan refused", reason=str(error))
        raise PlanRefused from error
    except OutsideError as error:
        log.warning("plans not reached", reason=str(error))
        raise Unavailable("The payment company is away: try again in a moment.") from error


def price_of(code: str) -> tuple[str, int]:
    """The company's name for the price of a plan, which is made there once; and its days of trial."""
    company = service.company()
    with reading() as session:
        plan_id, terms, trial_days = service.terms_of(session, code)
        known = queries.price(session, plan_id, company=company.name)
    if known is not None:
        return known, trial_days
    made = company.offer(terms, key=f"price:{plan_id}")
    with transaction() as session:
        service.priced(session, plan_id, company=company.name, reference=made)
    return made, trial_days


def subscribe(user_id: int, code: str, *, back: str) -> PlanView:
    price, trial_days = price_of(code)
    with transaction(actor_id=user_id) as session:
        begun = service.begin(session, user_id=user_id)
    wish = Wish(
        key=begun.key,
        provider_id=begun.provider_id,
        price=price,
        trial_days=trial_days,
        success_url=f"{back}?plan=done",
        cancel_url=f"{back}?plan=left",
        customer=begun.customer,
    )
    return told(service.company().subscribe(wish))


def told(found: Subscription) -> PlanView:
    """Write the company's truth down; how the plan stands then."""
    with transaction() as session:
        service.record(session, found, now=ports().clock.now())
        return service.view(session, found.provider_id, url=found.checkout_url)
