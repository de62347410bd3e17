from tests.people import ada, app, ben, cleo, profile, stranger

__all__ = ["ada", "app", "ben", "cleo", "profile", "stranger"]
