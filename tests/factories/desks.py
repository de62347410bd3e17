"""Desks: a provider with hours and one offering, written straight into the tables."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.api import Person, execute

_PROVIDER = """
    WITH provider AS (
        INSERT INTO providers (user_id, name, hourly_rate_minor, currency, timezone, video_link,
                               cancel_free_hours, cancel_late_percent)
        VALUES (:user_id, 'Somebody''s desk', 5000, 'EUR', :timezone, 'https://meet.example/ada', 24, 50)
        RETURNING id
    ), resource AS (
        INSERT INTO resources (provider_id) SELECT id FROM provider
    )
    SELECT id FROM provider
"""
_HOURS = """
    INSERT INTO availability (provider_id, day_of_week, start_minute, end_minute)
    SELECT :provider_id, day, :opens, :closes FROM generate_series(1, 7) AS day
"""
_USUAL = {
    "title": "One hour",
    "duration_minutes": 60,
    "step_minutes": 30,
    "price_minor": 0,
    "currency": "EUR",
    "payment": "NOW",
}


@dataclass(frozen=True)
class Desk:
    """Open from 8 to 18 every day by UTC, unless said otherwise; one offering of an hour, free of charge."""

    owner: Person
    provider_id: int
    offering_id: int

    @property
    def slots(self) -> str:
        return f"/v1/providers/{self.provider_id}/slots"

    def at(self, hour: int = 10, minute: int = 0, *, day: int = 3) -> datetime:
        """An instant some days ahead."""
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return today + timedelta(days=day, hours=hour, minutes=minute)

    def wanted(self, start: datetime, **more: Any) -> dict[str, Any]:
        """The JSON that asks for a time."""
        body = {"providerId": self.provider_id, "offeringId": self.offering_id}
        return {**body, "startTime": start.isoformat(), **more}

    def offers(self, **columns: Any) -> None:
        """Give the offering other terms."""
        update("offerings", self.offering_id, **columns)
        self.changed()

    def is_now(self, **columns: Any) -> None:
        """Change the provider."""
        update("providers", self.provider_id, **columns)
        self.changed()

    def opens(self, opens: int, closes: int) -> None:
        """Give every weekday other hours, in minutes since midnight; closed where both are the same."""
        execute(
            "DELETE FROM availability WHERE provider_id = :id AND schedule_id IS NULL", id=self.provider_id
        )
        if opens != closes:
            execute(_HOURS, provider_id=self.provider_id, opens=opens, closes=closes)
        self.changed()

    def closes_on(self, day: date) -> None:
        """Replace one date's hours by none."""
        execute(
            "INSERT INTO availability_overrides (provider_id, date, spans) VALUES (:id, :day, '[]')",
            id=self.provider_id,
            day=day,
        )
        self.changed()

    def changed(self) -> None:
        """Whoever remembers this desk must read it anew."""
        execute(
            "UPDATE providers SET timetable_version = timetable_version + 1 WHERE id = :id",
            id=self.provider_id,
        )


def open_desk(
    owner: Person, *, timezone: str = "UTC", opens: int = 8 * 60, closes: int = 18 * 60, **terms: Any
) -> Desk:
    """`terms` are columns of the offering; minutes since midnight tell the hours."""
    provider_id = execute(_PROVIDER, user_id=owner.user_id, timezone=timezone)
    execute(_HOURS, provider_id=provider_id, opens=opens, closes=closes)
    return Desk(owner, provider_id, offer(provider_id, **terms))


def offer(provider_id: int, **terms: Any) -> int:
    """Another offering."""
    values = {"provider_id": provider_id, **_USUAL, **terms}
    columns = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    statement = f"INSERT INTO offerings ({columns}) VALUES ({places}) RETURNING id"  # noqa: S608 - our names
    offering_id: int = execute(statement, **values)
    return offering_id


def update(table: str, key: int, **columns: Any) -> None:
    """Change a row behind the application's back."""
    changes = ", ".join(f"{name} = :{name}" for name in columns)
    execute(f"UPDATE {table} SET {changes} WHERE id = :key", key=key, **columns)  # noqa: S608 - our names
