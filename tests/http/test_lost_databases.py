import threading
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.api import application, join
from tests.patience import eventually

_WAITING = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


@pytest.fixture
def app(database_url: str, redis_url: str) -> Iterator[Flask]:
    with application(database_url, redis_url) as made:
        yield made


def test_a_connection_lost_amid_a_statement_is_answered_503(app: Flask, database_url: str) -> None:
    ben, answers = join(app, "Ben", "CLIENT"), list[TestResponse]()
    asking = threading.Thread(target=lambda: answers.append(ben.get("/v1/bookings/1")))

    with (
        psycopg.connect(database_url) as blocking,
        psycopg.connect(database_url, autocommit=True) as operator,
    ):
        blocking.execute("LOCK TABLE bookings IN ACCESS EXCLUSIVE MODE")
        asking.start()
        eventually(lambda: operator.execute(_WAITING).fetchone())
        asking.join()

    assert answers[0].status_code == 503
    assert answers[0].headers["Retry-After"] == "1"
