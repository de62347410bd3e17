"""What the settings of mail, texts and push messages have to be before a process may start with them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.settings import Settings


def missing(settings: "Settings") -> Iterator[str]:
    """What is missing wherever these companies carry messages."""
    if settings.mail == "smtp" and settings.smtp_url is None:
        yield "BOOKMYTIME_MAIL=smtp needs BOOKMYTIME_SMTP_URL"
    if settings.mail == "sendgrid" and not (settings.sendgrid_api_key and settings.sendgrid_webhook_key):
        yield "BOOKMYTIME_MAIL=sendgrid needs SENDGRID_API_KEY and SENDGRID_WEBHOOK_KEY"
    if settings.sms == "twilio" and not (
        settings.twilio_account_sid and settings.twilio_auth_tokens and settings.twilio_from
    ):
        yield "BOOKMYTIME_SMS=twilio needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKENS and TWILIO_FROM"


def unsafe(settings: "Settings") -> Iterator[str]:
    """What would reach nobody, or somebody else: production refuses it."""
    if settings.mail == "inbox":
        yield "BOOKMYTIME_MAIL=inbox is for development: set smtp or sendgrid"
    if settings.sms == "inbox":
        yield "BOOKMYTIME_SMS=inbox is for development: set twilio or off"
    if settings.push == "inbox":
        yield "BOOKMYTIME_PUSH=inbox is for development: set web or off"
    for name, url in (("SENDGRID_URL", settings.sendgrid_url), ("TWILIO_URL", settings.twilio_url)):
        if not url.startswith("https://"):
            yield f"{name} must be an https address"
