"""`/v1/auth`, `/v1/users` and `/v1/admin/users`."""

from app.accounts.routes.admin import admin_users
from app.accounts.routes.api_keys import api_keys
from app.accounts.routes.auth import auth
from app.accounts.routes.devices import devices
from app.accounts.routes.phone import phone
from app.accounts.routes.recovery import recovery
from app.accounts.routes.two_factor import two_factor
from app.accounts.routes.users import users

BLUEPRINTS = (auth, recovery, phone, devices, two_factor, api_keys, users, admin_users)
