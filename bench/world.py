"""Providers, offerings and clients enough for a load, written straight into the database."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.availability.models import AvailabilityRule, Resource
from app.db.session import transaction
from app.http import tokens
from app.providers.models import Offering, Provider
from app.providers.wording import rewrite


def people(session: Session, count: int, role: str, *, first: int = 0) -> list[int]:
    rows = [
        {
            "email": f"{role.lower()}{number}@bench.example",
            "password_hash": "!",
            "role": role,
            "first_name": "Ada" if role == "PROVIDER" else "Ben",
            "last_name": str(number),
            "timezone": "Europe/London",
        }
        for number in range(first, first + count)
    ]
    return list(session.scalars(insert(User).returning(User.id, sort_by_parameter_order=True), rows))


def providers(
    count: int,
    *,
    minutes: int = 30,
    step: int = 30,
    price_minor: int = 4500,
    hours: tuple[int, int] = (0, 24),
) -> list[int]:
    """Providers who are open every day within these hours, with one offering each."""
    with transaction() as session:
        owners = people(session, count, "PROVIDER")
        rows = [
            {
                "user_id": owner,
                "name": f"Ada {owner}",
                "hourly_rate_minor": 4500,
                "currency": "USD",
                "timezone": "Europe/London",
            }
            for owner in owners
        ]
        found = list(
            session.scalars(insert(Provider).returning(Provider.id, sort_by_parameter_order=True), rows)
        )
        session.execute(insert(Resource), [{"provider_id": provider} for provider in found])
        session.execute(
            insert(Offering), [_offering(provider, minutes, step, price_minor) for provider in found]
        )
        opens, closes = (60 * hour for hour in hours)
        spans = [
            {"provider_id": provider, "day_of_week": day, "start_minute": opens, "end_minute": closes}
            for provider in found
            for day in range(1, 8)
        ]
        session.execute(insert(AvailabilityRule), spans)
        rewrite(session, found)
    with transaction() as session:
        session.execute(text("ANALYZE"))
    return found


def _offering(provider: int, minutes: int, step: int, price_minor: int) -> dict[str, object]:
    return {
        "provider_id": provider,
        "title": "Lesson",
        "duration_minutes": minutes,
        "step_minutes": step,
        "price_minor": price_minor,
        "currency": "USD",
        "horizon_days": 60,
    }


def client_tokens(count: int) -> list[str]:
    """Access tokens of so many new clients."""
    with transaction() as session:
        ids = people(session, count, "CLIENT")
    now = datetime.now(UTC)
    return [
        tokens.mint(
            user_id=user, email=f"client{user}@bench.example", role="CLIENT", sign_in="bench", now=now
        )
        for user in ids
    ]


def provider_token(provider_id: int) -> str:
    """An access token of a provider's owner."""
    with transaction() as session:
        owner = session.scalars(select(Provider.user_id).where(Provider.id == provider_id)).one()
    now = datetime.now(UTC)
    email = f"provider{owner}@bench.example"
    return tokens.mint(user_id=owner, email=email, role="PROVIDER", sign_in="bench", now=now)


def tomorrow() -> datetime:
    """The midnight (UTC) after the next, so that no slot is in the past."""
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)


def offerings_of(session: Session) -> dict[int, int]:
    return {row.provider_id: row.id for row in session.execute(select(Offering.provider_id, Offering.id))}
