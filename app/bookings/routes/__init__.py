"""The bookings API."""

from app.bookings.routes import answers, bookings, clients, ending, for_clients, holds

__all__ = ["BLUEPRINTS", "answers", "ending"]

# `answers` and `ending` add their views to the blueprint of `bookings`.
BLUEPRINTS = (bookings.blueprint, holds.blueprint, for_clients.blueprint, clients.blueprint)
