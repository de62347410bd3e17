import pytest

from tests.payments.races.scene import Scene, scene
from tests.payments.stage import Stage


@pytest.fixture
def race(site: Stage) -> Scene:
    """Ada's desk takes 50 euros at once; Ben and Cleo book; the company is in memory."""
    return scene(site)
