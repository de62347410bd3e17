"""Builds the Flask application."""

import importlib
import os

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import bootstrap
from app.accounts.service import deletion_guards, holder_of_key, suspension_hooks
from app.adapters.mail import inbox
from app.adapters.payments.sandbox import pages as sandbox_checkout
from app.adapters.payments.sandbox import plan_pages as sandbox_plans
from app.bookings.service.farewell import refuse_with_bookings_ahead
from app.calendars.service.farewell import leave_calendars
from app.http import auth, errors, health, parsing, rate_limits, requests, webapp
from app.http.api import Api, ApiBlueprint
from app.http.docs import pages, words
from app.http.json import OrjsonProvider
from app.invoices.service.farewell import forget_billing
from app.notifications import previews
from app.notifications.service import forget_devices
from app.operations import readiness
from app.payments.service.farewell import forget_cards
from app.plans.service import refuse_without_plan
from app.promotions.service.farewell import refuse_with_credits_owed
from app.providers.service import profiles
from app.providers.service.farewell import leave_the_market
from app.providers.service.suspension import take_down
from app.webhooks.service import forget_endpoints
from config.settings import Settings

LARGEST_BODY = 256 * 1024

FEATURES = (
    "accounts",
    "providers",
    "availability",
    "bookings",
    "payments",
    "payouts",
    "plans",
    "invoices",
    "promotions",
    "waitlist",
    "swaps",
    "calendars",
    "notifications",
    "privacy",
    "webhooks",
    "reviews",
    "search",
    "analytics",
    "operations",
)


def create_app(settings: Settings | None = None) -> Flask:
    """The web application, with everything it needs installed in this process."""
    return build(bootstrap.start(settings))


def build(settings: Settings) -> Flask:
    """The web application on ports that are installed already."""
    app = Flask("bookmytime", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        API_TITLE="BookMyTime",
        API_VERSION=words.VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.json = OrjsonProvider(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    requests.register(app)
    errors.register(app)
    app.before_request(parsing.refuse_nul_in_address)
    app.before_request(auth.identify)
    rate_limits.register(app)
    checks = {"database": readiness.database, "queue": readiness.queue, "workers": readiness.workers}
    health.register_metrics(app, shared="PROMETHEUS_MULTIPROC_DIR" in os.environ)
    deletion_guards[:] = [
        refuse_with_bookings_ahead,
        refuse_with_credits_owed,
        leave_the_market,
        forget_billing,
        forget_devices,
        forget_endpoints,
        leave_calendars,
        forget_cards,
    ]
    suspension_hooks[:] = [take_down]
    auth.key_readers[:] = [holder_of_key]
    profiles.publishing_guards[:] = [refuse_without_plan]
    api = Api(app)
    _register_features(app, api)
    api.register_blueprint(health.described(checks, vital="database"))
    pages.register(app)
    webapp.register(app, settings.page)
    if "sandbox" in settings.companies:
        sandbox_checkout.register(app)
        sandbox_plans.register(app)
    previews.register(app)
    if settings.mail == "inbox":
        inbox.register(app)
    return app


def _register_features(app: Flask, api: Api) -> None:
    """Each feature's `routes` names its blueprints; pages for people are no part of the API's document."""
    for feature in FEATURES:
        routes = importlib.import_module(f"app.{feature}.routes")
        blueprints: tuple[ApiBlueprint | Blueprint, ...] = routes.BLUEPRINTS
        for blueprint in blueprints:
            (api if isinstance(blueprint, ApiBlueprint) else app).register_blueprint(blueprint)
