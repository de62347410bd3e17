"""The API as a test calls it: the Flask application on a real database, and people with tokens."""

import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from app import bootstrap, factory, ports
from app.adapters.files.memory import MemoryFiles
from app.db import session
from app.http import tokens
from config.settings import Settings

_numbers = itertools.count(1)


@contextmanager
def application(database_url: str, redis_url: str) -> Iterator[Flask]:
    """The web application, with the ports that a process of the test environment installs."""
    settings = Settings(
        environment="test",
        database_url=database_url,
        redis_url=redis_url,
        rate_limits=False,
        log_level="ERROR",
    )
    app = factory.build(bootstrap.start(settings))
    ports.install(replace(ports.ports(), files=MemoryFiles()))
    database = session.database()
    try:
        yield app
    finally:
        database.dispose()


def execute(statement: str, **values: Any) -> Any:
    """One statement in a transaction of its own; its first column of the first row, if it has rows."""
    with session.transaction() as open_session:
        done = open_session.execute(text(statement), values)
        return done.scalar() if done.returns_rows else None


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and the client through which they ask. Nobody: a stranger without one."""

    app: Flask
    user_id: int = 0
    role: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **kwargs: Any) -> TestResponse:
        return self._ask("GET", path, **kwargs)

    def post(self, path: str, body: Any = None, **kwargs: Any) -> TestResponse:
        return self._ask("POST", path, json=body, **kwargs)

    def put(self, path: str, body: Any = None, **kwargs: Any) -> TestResponse:
        return self._ask("PUT", path, json=body, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> TestResponse:
        return self._ask("DELETE", path, **kwargs)

    def _ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **kwargs: Any
    ) -> TestResponse:
        return self.app.test_client().open(
            path, method=method, headers={**self.headers, **(headers or {})}, **kwargs
        )


def join(app: Flask, first_name: str, role: str, *, timezone: str = "Europe/London") -> Person:
    """Give somebody an account of a role, and a token."""
    email = f"{first_name.lower()}{next(_numbers)}-{uuid.uuid4().hex[:8]}@example.com"
    user_id = execute(
        "INSERT INTO users (email, password_hash, role, first_name, last_name, timezone)"
        " VALUES (:email, '-', :role, :first_name, 'Example', :timezone) RETURNING id",
        email=email,
        role=role,
        first_name=first_name,
        timezone=timezone,
    )
    now = datetime.now(UTC)
    token = tokens.mint(user_id=user_id, email=email, role=role, sign_in=str(uuid.uuid4()), now=now)
    return Person(app, user_id, role, {"Authorization": f"Bearer {token}"})


def refused_fields(answer: TestResponse) -> set[str]:
    """The fields that a 400 names."""
    assert answer.status_code == 400, answer.text
    return {detail["field"] for detail in answer.get_json()["error"]["details"]}
