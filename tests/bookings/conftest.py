import pytest

from tests.api import Person
from tests.factories.desks import Desk, open_desk
from tests.people import ada, app, ben, cleo, stranger

__all__ = ["ada", "app", "ben", "cleo", "stranger"]


@pytest.fixture
def desk(ada: Person) -> Desk:
    """Ada's desk, free of charge."""
    return open_desk(ada)


@pytest.fixture
def paid_desk(ada: Person) -> Desk:
    """Ada takes 50 euros, at once."""
    return open_desk(ada, price_minor=5000)


@pytest.fixture
def picky_desk(ada: Person) -> Desk:
    """Ada wants to see who comes."""
    return open_desk(ada, needs_approval=True)
