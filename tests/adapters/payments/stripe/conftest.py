from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from app.adapters.cache.redis_cache import RedisCache
from app.adapters.limits.redis_window import RedisLimiter
from app.adapters.outcomes.redis_pubsub import RedisOutcomes
from app.adapters.redis.link import Link
from app.adapters.tasks.dramatiq_redis import DramatiqBell
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
def real_shop(till: Till, database_url: str, redis_url: str) -> Iterator[Shop]:
    """The same with everything that a process of ours keeps in Redis."""
    load_actors()
    link = Link(redis_url)
    parts = {
        "bell": DramatiqBell(link),
        "outcomes": RedisOutcomes(link, wait_slots=4),
        "limiter": RedisLimiter(link),
        "cache": RedisCache(link),
        "payments": till.ours,
        "payouts": till.payouts,
        "vault": till.vault,
    }
    with installed(database_url, **parts):
        yield Shop(application(database_url), till)


@pytest.fixture
def shop(till: Till, database_url: str) -> Iterator[Shop]:
    load_actors()
    site = replace(SITE, fee_percent=Decimal(10))
    parts = {"payments": till.ours, "payouts": till.payouts, "vault": till.vault}
    with installed(database_url, site=site, **parts):
        yield Shop(application(database_url), till)
