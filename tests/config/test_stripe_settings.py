"""Stripe's keys are looked at before a process starts, not when the first client pays."""

from typing import Any

import pytest
from pydantic import ValidationError

from app import bootstrap
from app.adapters.clock.system import SystemClock
from app.adapters.payments.sandbox import SandboxPayments
from app.adapters.payments.stripe import StripePayments
from config.settings import Settings

SERVERS = {"database_url": "postgresql://x/y", "redis_url": "redis://x"}
STRIPE = {
    "payments": "stripe",
    "stripe_secret_key": "sk_test_1",
    "stripe_webhook_secrets": '["whsec_new", "whsec_old"]',
}
LIVE = {
    "environment": "production",
    "secret_key": "x" * 32,
    "public_url": "https://book.example",
    "mail": "smtp",
    "smtp_url": "smtp://mail.example",
    "sms": "off",
    "push": "off",
    "stripe_secret_key": "rk_live_1",
}
NAMES = {"stripe_secret_key": "STRIPE_SECRET_KEY", "stripe_webhook_secrets": "STRIPE_WEBHOOK_SECRETS"}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Settings as the environment gives them."""

    def read(**chosen: str) -> Settings:
        for name, value in chosen.items():
            monkeypatch.setenv(NAMES.get(name, f"BOOKMYTIME_{name.upper()}"), value)
        return Settings.model_validate(
            SERVERS | ({"public_url": chosen["public_url"]} if "public_url" in chosen else {})
        )

    return read


def test_stripe_with_its_keys_starts(settings: Any) -> None:
    chosen = settings(**STRIPE)

    made = bootstrap.companies_of(chosen, bootstrap.site_of(chosen), SystemClock())[0]

    assert isinstance(made, StripePayments)
    assert [secret.get_secret_value() for secret in chosen.stripe_webhook_secrets] == [
        "whsec_new",
        "whsec_old",
    ]


def test_without_a_word_about_it_the_company_is_the_sandbox(settings: Any) -> None:
    chosen = settings()

    assert isinstance(
        bootstrap.companies_of(chosen, bootstrap.site_of(chosen), SystemClock())[0], SandboxPayments
    )


def test_production_takes_stripe_with_live_keys(settings: Any) -> None:
    assert settings(**STRIPE | LIVE).payments == "stripe"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"stripe_secret_key": "pk_test_1"}, "STRIPE_SECRET_KEY"),
        ({"stripe_secret_key": ""}, "STRIPE_SECRET_KEY"),
        ({"stripe_webhook_secrets": "[]"}, "STRIPE_WEBHOOK_SECRETS"),
        ({"stripe_webhook_secrets": '["whsec_a", "secret"]'}, "STRIPE_WEBHOOK_SECRETS"),
        ({"stripe_url": "stripe.example"}, "stripe_url"),
        (LIVE | {"stripe_secret_key": "sk_test_1"}, "test key"),
        (LIVE | {"stripe_secret_key": "rk_test_1"}, "test key"),
        (LIVE | {"stripe_url": "http://127.0.0.1:1"}, "imitations"),
    ],
)
def test_a_setting_that_would_fail_later_fails_now(settings: Any, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        settings(**STRIPE | wrong)


def test_no_secret_is_shown_with_the_settings(settings: Any) -> None:
    assert "whsec_" not in repr(settings(**STRIPE))
    assert "sk_test" not in repr(settings(**STRIPE))
