import pytest

from app.adapters.calendars.memory import MemoryCalendars
from app.ports import Ports
from tests.api import Person
from tests.calendars.stage import Diary
from tests.factories.desks import Desk, open_desk
from tests.people import ada, app, ben, cleo, stranger

__all__ = ["ada", "app", "ben", "cleo", "stranger"]


@pytest.fixture
def company(installed: Ports) -> MemoryCalendars:
    """The company at which everybody in these tests has their calendar."""
    found = installed.calendars["google"]
    assert isinstance(found, MemoryCalendars)
    return found


@pytest.fixture
def desk(ada: Person) -> Desk:
    """Ada's desk, free of charge."""
    return open_desk(ada)


@pytest.fixture
def diary(ada: Person, desk: Desk, company: MemoryCalendars) -> Diary:
    """Ada's calendar: connected, blocking her time and receiving her bookings."""
    del desk
    return Diary.connected(ada, company)
