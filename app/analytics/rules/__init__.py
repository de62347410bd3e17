"""Dates, stretches of time, and what is added up. Pure."""
