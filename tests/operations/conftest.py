from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import factory
from app.adapters.tasks.memory import MemoryBell
from app.http import tokens
from config.settings import Settings
from tests.support.ledger import bell, ledger_pool

__all__ = ["bell", "ledger_pool"]

SignedIn = Callable[[str], FlaskClient]


@pytest.fixture
def app(bell: MemoryBell, database_url: str, redis_url: str) -> Flask:
    """The web application on the ports in memory that come with the bell."""
    del bell
    return factory.build(
        Settings(environment="test", database_url=database_url, redis_url=redis_url, rate_limits=False)
    )


@pytest.fixture
def as_role(app: Flask) -> SignedIn:
    """A client of somebody with this role."""

    def sign_in(role: str) -> FlaskClient:
        now = datetime.now(UTC)
        token = tokens.mint(user_id=1, email="someone@example.com", role=role, sign_in="s", now=now)
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
        return client

    return sign_in


@pytest.fixture
def admin(as_role: SignedIn) -> FlaskClient:
    return as_role("ADMIN")
