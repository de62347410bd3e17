"""The demo world: people, shops and their bookings as they could be. For development alone."""
