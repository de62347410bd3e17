"""Accounts, choices, feeds and wishes; and the doors through which companies call."""

from app.calendars.routes import connections, consents, feeds, wishes
from app.calendars.routes.webhooks import blueprint as webhooks

BLUEPRINTS = (
    connections.blueprint,
    consents.blueprint,
    consents.pages,
    feeds.blueprint,
    feeds.pages,
    wishes.blueprint,
    webhooks,
)
