"""The bookings API."""

from app.bookings.routes import answers, bookings, clients, ending, for_clients, holds, questionnaire

__all__ = ["BLUEPRINTS", "answers", "ending", "questionnaire"]

# `answers`, `ending` and `questionnaire` add their views to the blueprint of `bookings`.
BLUEPRINTS = (bookings.blueprint, holds.blueprint, for_clients.blueprint, clients.blueprint)
