from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app import ports
from app.db import session
from app.ports import Ports
from tests.api import execute


class SilentBell:
    """A message queue that is away."""

    def ring(self, rings: object) -> bool:
        del rings
        return False

    def answers(self) -> bool:
        return False


@pytest.fixture
def dead_database(installed: Ports) -> Iterator[None]:
    del installed
    lost = session.connect("postgresql://postgres@127.0.0.1:1/nowhere")
    before = session.database()
    session.install(lost)
    yield
    session.install(before)
    lost.dispose()


def test_a_process_that_lives_says_so(web: FlaskClient) -> None:
    assert web.get("/health").get_json() == {"status": "ok"}


def test_a_process_with_all_it_needs_is_ready(web: FlaskClient) -> None:
    execute("DELETE FROM tasks")  # other tests owe work that nobody does

    answer = web.get("/health/readiness")

    assert answer.status_code == 200
    assert answer.get_json()["status"] == "ok"
    assert set(answer.get_json()["checks"]) == {"database", "queue", "workers"}


def test_without_its_queue_a_process_still_takes_requests(web: FlaskClient, installed: Ports) -> None:
    ports.install(replace(installed, bell=SilentBell()))

    answer = web.get("/health/readiness")

    assert answer.status_code == 200
    assert answer.get_json()["status"] == "degraded"
    assert answer.get_json()["checks"]["queue"] == {"ok": False, "error": "QueueAway"}


@pytest.mark.usefixtures("dead_database")
def test_without_its_database_a_process_is_not_ready(web: FlaskClient) -> None:
    answer = web.get("/health/readiness")

    assert answer.status_code == 503
    assert answer.get_json()["error"]["code"] == "UNAVAILABLE"
    assert answer.get_json()["error"]["checks"]["database"]["ok"] is False


def test_figures_are_served_for_prometheus(web: FlaskClient) -> None:
    web.get("/health")

    figures = web.get("/metrics").get_data(as_text=True)

    assert "http_requests_total" in figures
    assert "bookings_created_total" in figures
