"""Endpoints of hours and of time off."""

from app.availability.routes import hours, time_off
from app.http.api import ApiBlueprint

BLUEPRINTS: tuple[ApiBlueprint, ...] = (hours.blueprint, time_off.blueprint)
