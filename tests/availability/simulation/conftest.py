from tests.people import app

__all__ = ["app"]
