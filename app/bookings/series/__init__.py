"""Appointments that recur: planned by an RRULE (RFC 5545), booked together, each a booking of its own."""
