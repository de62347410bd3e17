"""`/v1/webhook-endpoints`: programs that want to hear of bookings."""

from app.webhooks.routes.endpoints import blueprint as endpoints
from app.webhooks.routes.log import blueprint as log

BLUEPRINTS = (endpoints, log)
