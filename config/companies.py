"""What the payment companies' settings have to be before a process may start with them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.settings import Settings

COMPANIES = ("sandbox", "stripe", "paypal")
_KEYS = ("sk_", "rk_")  # a secret key, or a restricted one
_TEST_KEYS = ("sk_test_", "rk_test_")
_WEBHOOKS = "whsec_"


def missing(settings: "Settings") -> Iterator[str]:
    """What is missing or wrong wherever these companies take payments."""
    if "stripe" in settings.companies:
        yield from _missing_of_stripe(settings)
    secret = settings.paypal_secret.get_secret_value()
    if "paypal" in settings.companies and not (
        settings.paypal_client_id and secret and settings.paypal_webhook_id
    ):
        yield "PayPal needs PAYPAL_CLIENT_ID, PAYPAL_SECRET and PAYPAL_WEBHOOK_ID"


def unsafe(settings: "Settings") -> Iterator[str]:
    """What would take no real money, or send it elsewhere: production refuses it."""
    if "sandbox" in settings.companies:
        yield "BOOKMYTIME_PAYMENTS=sandbox takes no real money: it cannot run in production"
    if "paypal" in settings.companies and not settings.paypal_url.startswith("https://"):
        yield "PAYPAL_URL must be an https address"
    if "stripe" in settings.companies:
        yield from _unsafe_of_stripe(settings)


def _missing_of_stripe(settings: "Settings") -> Iterator[str]:
    key = settings.stripe_secret_key
    if key is None or not key.get_secret_value().startswith(_KEYS):
        yield "BOOKMYTIME_PAYMENTS=stripe needs STRIPE_SECRET_KEY, which starts with sk_ or rk_"
    secrets = [secret.get_secret_value() for secret in settings.stripe_webhook_secrets]
    if not secrets or not all(secret.startswith(_WEBHOOKS) for secret in secrets):
        yield 'BOOKMYTIME_PAYMENTS=stripe needs STRIPE_WEBHOOK_SECRETS, a JSON list: ["whsec_…"]'


def _unsafe_of_stripe(settings: "Settings") -> Iterator[str]:
    key = settings.stripe_secret_key
    if key is not None and key.get_secret_value().startswith(_TEST_KEYS):
        yield "STRIPE_SECRET_KEY is a test key: it takes no real money"
    if settings.stripe_url is not None:
        yield "BOOKMYTIME_STRIPE_URL is for imitations of Stripe"
