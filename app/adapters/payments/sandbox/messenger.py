"""Carries one webhook to the site: a real HTTP request, signed as a real company would."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError

from app.adapters.payments import notices
from app.adapters.payments.sandbox.keys import webhook_key
from app.adapters.payments.sandbox.models import SandboxEvent
from app.db.session import reading
from app.kernel.errors import TransientError
from app.ports import ports
from app.ports.payments import Notice

ADDRESS = "/v1/webhooks/sandbox"
_PATIENCE = Timeout(connect=2, read=5)

_pool = PoolManager(timeout=_PATIENCE, retries=False)


def carry(event_id: str) -> None:
    """Deliver an event, once more if asked twice.

    Raises:
        TransientError: the site did not answer with 200.
    """
    notice = _notice(event_id)
    if notice is None:
        return
    site = ports().site
    headers, body = notices.write(webhook_key(site), notice, now=ports().clock.now())
    try:
        answer = _pool.request("POST", site.inside(ADDRESS), body=body, headers=headers, redirect=False)
    except HTTPError as error:
        raise TransientError(f"the webhook found nobody: {type(error).__name__}") from error
    if answer.status != 200:  # noqa: PLR2004 - the one good answer
        raise TransientError(f"the webhook was answered with {answer.status}")


def delivered(session: Session, event_id: str) -> None:
    """Count a delivery in the company's books."""
    mine = update(SandboxEvent).where(SandboxEvent.id == event_id)
    session.execute(mine.values(deliveries=SandboxEvent.deliveries + 1))


def _notice(event_id: str) -> Notice | None:
    with reading() as session:
        event = session.scalar(select(SandboxEvent).where(SandboxEvent.id == event_id))
        if event is None:
            return None
        return Notice(event_id=event.id, kind=event.kind, reference=event.checkout_reference)
