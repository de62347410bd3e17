"""Whose figures somebody may see: a provider their own, an administrator everybody's."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.http.auth import Principal
from app.kernel.errors import NotFound
from app.providers import queries as providers
from app.providers.models import Provider


def zone_of(session: Session, provider_id: int, who: Principal) -> str:
    """The zone of a provider whose figures these eyes may see. Raises NotFound."""
    wanted = select(Provider.timezone).where(Provider.id == provider_id, providers.ALIVE)
    if who.role != "ADMIN":
        wanted = wanted.where(Provider.user_id == who.user_id)
    zone = session.scalar(wanted)
    if zone is None:
        raise NotFound
    return zone
