"""Finding providers, and keeping what finds them up to date."""

from app.search.service.finding import search, similar, suggest

__all__ = ["search", "similar", "suggest"]
