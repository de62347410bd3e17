"""`/v1/auth` and `/v1/users`."""

from app.accounts.routes.auth import auth
from app.accounts.routes.phone import phone
from app.accounts.routes.recovery import recovery
from app.accounts.routes.users import users

BLUEPRINTS = (auth, recovery, phone, users)
