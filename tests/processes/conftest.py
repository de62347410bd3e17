from collections.abc import Iterator

import pytest

from tests.processes import house
from tests.processes.house import House


@pytest.fixture(scope="session")
def running() -> Iterator[House]:
    with house.running() as made:
        yield made
