"""Mail through SendGrid's v3 API, and its signed event webhook."""

from app.adapters.mail.sendgrid.adapter import SendGrid, SendGridMail
from app.adapters.mail.sendgrid.events import SendGridReports

__all__ = ["SendGrid", "SendGridMail", "SendGridReports"]
