"""Endpoints of providers and their offerings."""

from app.http.api import ApiBlueprint
from app.providers.routes import hosts, links, offerings, profiles, resources

__all__ = ["BLUEPRINTS", "links"]

# `links` adds its views to the blueprint of the offerings.
BLUEPRINTS: tuple[ApiBlueprint, ...] = (
    profiles.blueprint,
    offerings.blueprint,
    resources.blueprint,
    hosts.blueprint,
)
