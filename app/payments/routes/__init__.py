"""Payments over HTTP: the API, the companies' webhooks, and the pages that a client is sent through."""

from app.payments.routes import admin, api, cards, pages, statement, webhooks

BLUEPRINTS = (
    api.blueprint,
    cards.blueprint,
    statement.blueprint,
    admin.blueprint,
    webhooks.blueprint,
    pages.blueprint,
)
