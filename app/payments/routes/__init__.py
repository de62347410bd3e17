"""Payments over HTTP: the API, the companies' webhooks, and the pages that a client is sent through."""

from app.payments.routes import api, pages, webhooks

BLUEPRINTS = (api.blueprint, webhooks.blueprint, pages.blueprint)
