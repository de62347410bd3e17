"""The bookings API."""

from app.bookings.routes import answers, bookings

__all__ = ["BLUEPRINTS", "answers"]

# `answers` adds its views to the same blueprint.
BLUEPRINTS = (bookings.blueprint,)
