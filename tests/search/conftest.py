from collections.abc import Iterator
from dataclasses import replace

import pytest

from app import ports
from app.adapters.search.fallback import SearchWithFallback
from app.adapters.search.postgres import PostgresSearch
from app.ports import Ports
from tests.people import *  # noqa: F403 - the people of every endpoint's tests
from tests.support.search_index import MemoryIndex


@pytest.fixture
def index(installed: Ports) -> Iterator[MemoryIndex]:
    """An index in memory, with PostgreSQL behind it."""
    memory = MemoryIndex()
    ports.install(replace(installed, search=SearchWithFallback(memory, PostgresSearch(), rest=0)))
    yield memory
    ports.install(installed)
