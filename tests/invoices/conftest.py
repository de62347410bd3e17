from collections.abc import Iterator

import pytest

from tests.payments.stage import Stage, stage


@pytest.fixture
def site(database_url: str) -> Iterator[Stage]:
    """A site whose payment company is in memory."""
    with stage(database_url) as made:
        yield made
