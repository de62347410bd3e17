"""Every SELECT of payouts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.payouts.models import PayoutAccount
from app.providers.models import Provider


def provider_of(session: Session, user_id: int) -> int | None:
    return session.scalar(select(Provider.id).where(Provider.user_id == user_id))


def account(session: Session, provider_id: int, *, company: str) -> PayoutAccount | None:
    return session.get(PayoutAccount, (provider_id, company))


def locked(session: Session, provider_id: int, *, company: str) -> PayoutAccount | None:
    wanted = select(PayoutAccount).where(
        PayoutAccount.provider_id == provider_id, PayoutAccount.company == company
    )
    return session.scalar(wanted.with_for_update(), execution_options={"populate_existing": True})
