"""Showing free times, and saying why a time is or is not among them."""
