"""Which adapter carries messages over which channel, as the settings say."""

import base64
from collections.abc import Mapping

from app.adapters.mail.inbox.box import LocalInbox
from app.adapters.mail.sendgrid import SendGrid, SendGridMail, SendGridReports
from app.adapters.mail.smtp import SmtpMail, SmtpServer
from app.adapters.push.inbox import LocalPush
from app.adapters.push.vapid import Vapid
from app.adapters.push.webpush import WebPush
from app.adapters.sms.inbox import LocalSms
from app.adapters.sms.twilio import Account, TwilioReports, TwilioSms
from app.ports.clock import Clock
from app.ports.mail import Mail
from app.ports.push import Push
from app.ports.reports import Reporter
from app.ports.site import Site
from app.ports.sms import Sms
from app.ports.web import Web
from config.settings import Settings

REPORTS = "/v1/message-reports"


def mail(chosen: Settings, clock: Clock) -> Mail:
    if chosen.mail == "smtp" and chosen.smtp_url is not None:
        server = SmtpServer.at(chosen.smtp_url.get_secret_value())
        return SmtpMail(server, sender=chosen.mail_from, clock=clock)
    if chosen.mail == "sendgrid" and chosen.sendgrid_api_key is not None:
        account = SendGrid(key=chosen.sendgrid_api_key.get_secret_value(), url=chosen.sendgrid_url)
        return SendGridMail(account, sender=chosen.mail_from)
    return LocalInbox(sender=chosen.mail_from, clock=clock)


def sms(chosen: Settings, site: Site) -> Sms | None:
    if chosen.sms == "twilio":
        return TwilioSms(_twilio(chosen), report_url=site.link(f"{REPORTS}/twilio"))
    return LocalSms() if chosen.sms == "inbox" else None


def push(chosen: Settings, site: Site, web: Web, clock: Clock) -> Push | None:
    if chosen.push == "off":
        return None
    vapid = Vapid.of(_push_key(chosen, site), site.public_url)
    return WebPush(vapid, web, clock) if chosen.push == "web" else LocalPush(vapid)


def reporters(chosen: Settings, clock: Clock) -> Mapping[str, Reporter]:
    """Those who tell us later, by the name in their webhook's address."""
    found: dict[str, Reporter] = {}
    if chosen.mail == "sendgrid":
        found["sendgrid"] = SendGridReports(chosen.sendgrid_webhook_key, clock)
    if chosen.sms == "twilio":
        found["twilio"] = TwilioReports(_twilio(chosen))
    return found


def _twilio(chosen: Settings) -> Account:
    return Account(
        sid=chosen.twilio_account_sid,
        tokens=tuple(token.get_secret_value() for token in chosen.twilio_auth_tokens),
        sender=chosen.twilio_from,
        url=chosen.twilio_url,
    )


def _push_key(chosen: Settings, site: Site) -> bytes:
    """Its own where one is set; else derived, so that a changed secret ends every subscription."""
    if chosen.vapid_private_key is None:
        return site.keys("vapid")[0]
    text = chosen.vapid_private_key.get_secret_value()
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
