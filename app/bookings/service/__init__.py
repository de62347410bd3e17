"""What can be done with bookings, a use case a module."""
