"""Reading what clients said."""

from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.providers import queries as providers
from app.reviews import queries


def list_reviews(session: Session, provider_id: int, paging: Paging, *, viewer: int | None) -> Page:
    """A page of a visible provider's reviews, the newest first."""
    if providers.visible(session, provider_id, viewer=viewer) is None:
        raise NotFound
    return Page(queries.newest(session, provider_id, paging), queries.count(session, provider_id), paging)
