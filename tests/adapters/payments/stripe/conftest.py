from collections.abc import Iterator

import pytest

from tests.adapters.payments.stripe.shop import Shop
from tests.adapters.payments.stripe.till import Till
from tests.payments.stage import application, installed
from tests.servers.stripe.server import stripe_server
from workers.boot import load_actors


@pytest.fixture
def till() -> Iterator[Till]:
    """Our adapter, and the imitation of Stripe that it speaks to."""
    with stripe_server() as imitation:
        yield Till(imitation)


@pytest.fixture
def shop(till: Till, database_url: str) -> Iterator[Shop]:
    load_actors()
    with installed(database_url, payments=till.ours):
        yield Shop(application(database_url), till)
