"""The way to Redis for processes that must not suffer from its absence."""
