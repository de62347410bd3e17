from collections.abc import Iterator

import pytest

from tests.adapters.payments.stripe.till import Till
from tests.servers.stripe.server import stripe_server


@pytest.fixture
def till() -> Iterator[Till]:
    """Our adapter, and the imitation of Stripe that it speaks to."""
    with stripe_server() as imitation:
        yield Till(imitation)
