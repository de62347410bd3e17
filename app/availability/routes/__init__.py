"""Endpoints of hours and of what is closed on purpose."""

from app.http.api import ApiBlueprint

BLUEPRINTS: tuple[ApiBlueprint, ...] = ()
