from tests.bookings.conftest import desk
from tests.people import ada, app, ben, cleo, stranger

__all__ = ["ada", "app", "ben", "cleo", "desk", "stranger"]
