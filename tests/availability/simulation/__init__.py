"""Providers from Kiritimati to Niue, their clients, and everything that they do to a year's free times."""
