"""What can be done with bookings, a use case a module."""

from app.bookings.service.payments import payment_changed

__all__ = ["payment_changed"]
