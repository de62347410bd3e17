"""Endpoints of providers and their offerings."""

from app.http.api import ApiBlueprint
from app.providers.routes import offerings, profiles

BLUEPRINTS: tuple[ApiBlueprint, ...] = (profiles.blueprint, offerings.blueprint)
