"""What I was told, how I can be reached, and what companies tell of messages."""

from app.notifications.routes.contacts import contacts, devices, keys
from app.notifications.routes.mine import blueprint as mine
from app.notifications.routes.mine import choices
from app.notifications.routes.reports import reports
from app.notifications.routes.unsubscribing import unsubscribing

BLUEPRINTS = (mine, choices, contacts, devices, keys, reports, unsubscribing)
