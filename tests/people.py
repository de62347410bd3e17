"""Fixtures for tests of endpoints: the application and the people who ask. A conftest imports them."""

import pytest
from flask import Flask

from app.ports import Ports
from tests import api
from tests.api import Person

__all__ = ["ada", "app", "ben", "cleo", "profile", "stranger"]


@pytest.fixture
def app(application: Flask, installed: Ports) -> Flask:
    del installed
    return application


@pytest.fixture
def ada(app: Flask) -> Person:
    """Ada offers."""
    return api.join(app, "Ada", "PROVIDER")


@pytest.fixture
def ben(app: Flask) -> Person:
    """Ben books."""
    return api.join(app, "Ben", "CLIENT")


@pytest.fixture
def cleo(app: Flask) -> Person:
    """Cleo is a provider too, and must see nothing of Ada's."""
    return api.join(app, "Cleo", "PROVIDER")


@pytest.fixture
def stranger(app: Flask) -> Person:
    return Person(app)


@pytest.fixture
def profile(ada: Person) -> int:
    """Ada's published profile."""
    answer = ada.post("/v1/providers", {"hourlyRate": 45, "currency": "USD"})
    assert answer.status_code == 201, answer.text
    provider_id: int = answer.get_json()["data"]["id"]
    return provider_id
