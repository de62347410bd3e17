from collections.abc import Iterator

import pytest

from app.ports import Ports
from tests.factories.installed import installed


@pytest.fixture
def process(database_url: str) -> Iterator[Ports]:
    """This process put together, with a web that answers as the test lays out."""
    with installed(database_url) as ports:
        yield ports
