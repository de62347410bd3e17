"""Endpoints of hours, of time off, and of what can be booked."""

from app.availability.routes import hours, time_off
from app.availability.slots import routes as slots
from app.http.api import ApiBlueprint

BLUEPRINTS: tuple[ApiBlueprint, ...] = (hours.blueprint, time_off.blueprint, slots.blueprint)
