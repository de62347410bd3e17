import pytest
from flask import Flask

from tests.api import Person, join
from tests.factories.desks import Desk, open_desk
from tests.people import ada, app, ben, cleo, stranger

__all__ = ["ada", "app", "ben", "cleo", "stranger"]


@pytest.fixture
def desk(ada: Person) -> Desk:
    """Ada's desk, open for one hour a day: who has it has it all."""
    return open_desk(ada, opens=10 * 60, closes=11 * 60)


@pytest.fixture
def dan(app: Flask) -> Person:
    """Dan waits as well."""
    return join(app, "Dan", "CLIENT")
