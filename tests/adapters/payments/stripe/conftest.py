from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.adapters.payments.stripe.shop import Shop
from tests.adapters.payments.stripe.till import Till
from tests.payments.stage import SITE, application, installed
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
    site = replace(SITE, fee_percent=Decimal(10))
    with installed(database_url, site=site, payments=till.ours, payouts=till.payouts):
        yield Shop(application(database_url), till)
