"""Endpoints of hours, of what is closed on purpose, and of what can be booked."""

from app.availability.slots import routes as slots
from app.http.api import ApiBlueprint

BLUEPRINTS: tuple[ApiBlueprint, ...] = (slots.blueprint,)
