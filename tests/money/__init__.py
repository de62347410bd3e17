"""A seeded town of bookings and bad luck: at the end every cent is where it belongs."""
