"""The actors, one module a feature."""
