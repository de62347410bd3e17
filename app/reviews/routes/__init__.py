"""Endpoints of reviews."""

from app.http.api import ApiBlueprint
from app.reviews.routes import moderating, reading, writing

BLUEPRINTS: tuple[ApiBlueprint, ...] = (reading.blueprint, *writing.BLUEPRINTS, moderating.blueprint)
