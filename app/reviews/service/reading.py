"""Reading what clients said."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.http.paging import Page, Paging
from app.kernel.errors import NotFound
from app.providers import queries as providers
from app.reviews import queries


@dataclass(frozen=True, slots=True)
class Reviews(Page):
    """A page, how often each number of stars was given over all, and whether the provider is reading."""

    histogram: Mapping[str, int] = field(default_factory=dict)
    own: bool = False


def list_reviews(
    session: Session, provider_id: int, paging: Paging, *, sort: str, viewer: int | None
) -> Reviews:
    """A page of a visible provider's reviews."""
    provider = providers.visible(session, provider_id, viewer=viewer)
    if provider is None:
        raise NotFound
    stars = queries.histogram(session, provider_id)
    items = queries.page(session, provider_id, paging, sort=sort)
    return Reviews(items, sum(stars.values()), paging, stars, own=provider.user_id == viewer)
