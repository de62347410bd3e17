from tests.bookings.conftest import desk, paid_desk, picky_desk
from tests.people import ada, app, ben, cleo, stranger

__all__ = ["ada", "app", "ben", "cleo", "desk", "paid_desk", "picky_desk", "stranger"]
