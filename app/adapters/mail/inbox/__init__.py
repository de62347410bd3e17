"""The local inbox: mail that never leaves this machine, and the page that shows it. Never in production."""

from app.adapters.mail.inbox.pages import register

__all__ = ["register"]
