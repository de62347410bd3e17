"""SELECTs of reviews."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.http.paging import Paging
from app.reviews.models import Review


def newest(session: Session, provider_id: int, paging: Paging) -> Sequence[Any]:
    """One page with the client's first name, which a deleted account takes along."""
    name = case((User.deleted_at.is_(None), User.first_name)).label("client_name")
    wanted = (
        select(
            Review.id, Review.rating, Review.comment, Review.reply, Review.replied_at, Review.created_at, name
        )
        .join(User, User.id == Review.client_id)
        .where(Review.provider_id == provider_id)
        .order_by(Review.created_at.desc(), Review.id.desc())
    )
    return session.execute(wanted.offset(paging.offset).limit(paging.size)).all()


def count(session: Session, provider_id: int) -> int:
    counted = select(func.count()).select_from(Review).where(Review.provider_id == provider_id)
    return session.scalar(counted) or 0
