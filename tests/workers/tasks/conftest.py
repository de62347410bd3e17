from collections.abc import Iterator

import pytest

from app.ports import Ports
from tests.factories.bookings_rows import Booked, a_booking
from tests.factories.installed import installed
from tests.workers.tasks.messaging import MoodyMail
from workers.tasks import notifications


@pytest.fixture
def mail() -> MoodyMail:
    return MoodyMail()


@pytest.fixture
def process(database_url: str, mail: MoodyMail) -> Iterator[Ports]:
    assert notifications.send  # importing it declares the actors
    with installed(database_url, mail=mail) as ports:
        yield ports


@pytest.fixture
def booked(process: Ports) -> Booked:
    del process
    return a_booking()
