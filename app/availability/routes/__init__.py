"""Endpoints of hours, of time off, and of what can be booked."""

from app.availability.routes import away, hours, pace, schedules, time_off
from app.availability.slots import routes as slots
from app.http.api import ApiBlueprint

__all__ = ["BLUEPRINTS", "away", "pace", "schedules"]

# These three add their views to the blueprint of the hours.
BLUEPRINTS: tuple[ApiBlueprint, ...] = (hours.blueprint, time_off.blueprint, slots.blueprint)
