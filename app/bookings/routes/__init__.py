"""The bookings API."""

from app.bookings.combined import routes as combined
from app.bookings.files import routes as files
from app.bookings.routes import (
    answers,
    bookings,
    clients,
    ending,
    for_clients,
    guest_links,
    guests,
    holds,
    questionnaire,
    turns,
)
from app.bookings.series import routes as series

__all__ = ["BLUEPRINTS", "answers", "ending", "guest_links", "questionnaire", "turns"]

# `answers`, `ending`, `questionnaire` and `turns` add their views to the blueprint of `bookings`,
# `guest_links` to that of `guests`.
BLUEPRINTS = (
    bookings.blueprint,
    holds.blueprint,
    for_clients.blueprint,
    clients.blueprint,
    guests.blueprint,
    series.blueprint,
    files.blueprint,
    *combined.BLUEPRINTS,
)
