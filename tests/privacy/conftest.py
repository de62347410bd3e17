import pytest

from tests.api import Person
from tests.factories.desks import Desk, open_desk
from tests.people import ada, app, ben, cleo, stranger

__all__ = ["ada", "app", "ben", "cleo", "stranger"]


@pytest.fixture
def desk(ada: Person) -> Desk:
    return open_desk(ada)
