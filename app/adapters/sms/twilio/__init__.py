"""Texts through Twilio, and its webhooks."""

from app.adapters.sms.twilio.account import Account
from app.adapters.sms.twilio.adapter import TwilioSms
from app.adapters.sms.twilio.reports import TwilioReports

__all__ = ["Account", "TwilioReports", "TwilioSms"]
