"""Payments over HTTP: the API, the companies' webhooks, and the pages that a client is sent through."""

from app.payments.routes import admin, api, pages, webhooks

BLUEPRINTS = (api.blueprint, admin.blueprint, webhooks.blueprint, pages.blueprint)
