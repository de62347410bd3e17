from collections.abc import Iterator

import pytest

from app.adapters.tasks.memory import MemoryBell
from tests.support.ledger import bell, ledger_pool
from tests.support.plant import Plant, planting

__all__ = ["bell", "ledger_pool", "plant"]


@pytest.fixture
def plant(bell: MemoryBell, redis_url: str) -> Iterator[Plant]:
    del bell  # its ledger and its ports
    with planting(redis_url) as start:
        yield start
