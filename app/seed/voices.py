"""What clients of the demo world said, and the figures that follow from it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.providers.models import Provider
from app.reviews.models import Review
from app.seed.luck import luck
from app.seed.plot import Entry
from app.seed.rows import write
from app.seed.stories import Fate

SPEAK = 0.7
RATINGS = (5, 5, 5, 5, 4, 4, 4, 3)
COMMENTS = {
    5: (
        "Exactly what I had hoped for. Booked the next one on the way home.",
        "Patient, clear, on time.",
        "I should have come here a year ago.",
        "Worth every minute.",
        "",
    ),
    4: (
        "Very good. A little hard to find the first time.",
        "Helpful, and honest about what will take longer.",
        "Good hour. We could have started with the main thing.",
    ),
    3: ("Fine, though I had expected a plan at the end.", "Nice person, but we ran out of time."),
}
REPLIES = ("Thank you, see you soon.", "Thank you. The plan is in your inbox now.", "That made my day.")


def write_reviews(session: Session, entries: Sequence[Entry], *, now: datetime) -> None:
    """Reviews of some that took place, and each provider's rating and number of reviews, exact."""
    chance = luck("reviews")
    done = [entry for entry in entries if entry.fate is Fate.COMPLETED]
    rows = [_review(entry, chance, now) for entry in done if chance.random() < SPEAK]
    write(session, Review, rows)
    mean, number = func.round(func.avg(Review.rating), 2).label("mean"), func.count().label("number")
    figures = select(Review.provider_id, mean, number).group_by(Review.provider_id).subquery()
    session.execute(
        update(Provider)
        .where(Provider.id == figures.c.provider_id)
        .values(rating=figures.c.mean, total_reviews=figures.c.number)
        .execution_options(synchronize_session=False)
    )


def _review(entry: Entry, chance: Random, now: datetime) -> dict[str, Any]:
    rating = chance.choice(RATINGS)
    said = min(entry.end + timedelta(hours=chance.randrange(1, 60)), now)
    answered = chance.random() < 0.25  # noqa: PLR2004 - one in four
    return {
        "booking_id": entry.booking_id,
        "provider_id": entry.shop.provider_id,
        "client_id": entry.guest.user_id,
        "rating": rating,
        "comment": chance.choice(COMMENTS[rating]),
        "reply": chance.choice(REPLIES) if answered else None,
        "replied_at": min(said + timedelta(hours=5), now) if answered else None,
        "created_at": said,
        "created_by": entry.guest.user_id,
    }
