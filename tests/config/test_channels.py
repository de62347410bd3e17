"""A process does not start with half a company, nor in production with one that reaches nobody."""

import pytest
from pydantic import ValidationError

from config.settings import Settings

SERVERS = {"database_url": "postgresql://x", "redis_url": "redis://x"}
GOOD = {
    **SERVERS,
    "environment": "production",
    "secret_key": "s" * 32,
    "public_url": "https://book.example",
    "payments": "paypal",
    "paypal_client_id": "x",
    "paypal_secret": "x",
    "paypal_webhook_id": "x",
    "mail": "sendgrid",
    "sendgrid_api_key": "SG.x",
    "sendgrid_webhook_key": "MFk",
    "sms": "twilio",
    "twilio_account_sid": "AC1",
    "twilio_auth_tokens": ("x",),
    "twilio_from": "+15005550006",
    "push": "web",
}


def test_production_starts_with_real_companies() -> None:
    assert Settings.model_validate(GOOD).sms == "twilio"


def test_production_starts_without_texts_and_notifications() -> None:
    assert Settings.model_validate({**GOOD, "sms": "off", "push": "off"}).push == "off"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mail": "inbox"}, "MAIL=inbox"),
        ({"sms": "inbox"}, "SMS=inbox"),
        ({"push": "inbox"}, "PUSH=inbox"),
        ({"outbound": "anywhere"}, "OUTBOUND=anywhere"),
        ({"sendgrid_api_key": None}, "SENDGRID_API_KEY"),
        ({"sendgrid_webhook_key": ""}, "SENDGRID_WEBHOOK_KEY"),
        ({"twilio_auth_tokens": ()}, "TWILIO_AUTH_TOKENS"),
        ({"twilio_from": ""}, "TWILIO_FROM"),
        ({"twilio_from": "015112345"}, "twilio_from"),
        ({"twilio_url": "http://127.0.0.1:1"}, "TWILIO_URL"),
        ({"sendgrid_url": "http://127.0.0.1:1"}, "SENDGRID_URL"),
        ({"mail": "smtp"}, "SMTP_URL"),
    ],
)
def test_what_would_reach_nobody_is_said_at_start(change: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words.replace("_", "_")):
        Settings.model_validate({**GOOD, **change})
