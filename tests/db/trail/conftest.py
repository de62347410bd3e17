from collections.abc import Iterator

import pytest

from app.ports import Ports
from tests.fixtures.web import own_database


@pytest.fixture(autouse=True)
def alone(installed: Ports, fresh_database_url: str) -> Iterator[None]:
    """A database of its own: what is sealed is all that was ever written."""
    del installed
    with own_database(fresh_database_url):
        yield
