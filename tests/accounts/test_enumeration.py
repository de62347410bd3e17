"""Whether an address has an account cannot be told by the work that an answer costs."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from app.accounts import hashing
from app.accounts.hashing import Hasher, Proof
from app.db.session import database
from tests.accounts.people import Member, form, join, unique
from tests.fixtures.web import CHEAPEST


class Counting(Hasher):
    def __init__(self) -> None:
        super().__init__(cost=CHEAPEST)
        self.hashes = 0

    def hash(self, password: str) -> str:
        self.hashes += 1
        return super().hash(password)

    def prove(self, password: str, stored: str | None) -> Proof | None:
        self.hashes += 1
        return super().prove(password, stored)


class Work:
    """What was done for one answer."""

    def __init__(self, hasher: Counting) -> None:
        self._hasher = hasher
        self._statements: list[str] = []

    @contextmanager
    def watched(self) -> Iterator[None]:
        before = self._hasher.hashes
        self._statements.clear()
        event.listen(database().engine, "before_cursor_execute", self._note)
        yield
        event.remove(database().engine, "before_cursor_execute", self._note)
        self.total = (self._hasher.hashes - before, len(self._statements), self._tasks())

    def _tasks(self) -> int:
        return sum("INSERT INTO tasks" in statement for statement in self._statements)

    def _note(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self._statements.append(statement)


@pytest.fixture
def ben(web: FlaskClient) -> Member:
    return join(web, "ben")


@pytest.fixture
def work(ben: Member) -> Work:
    del ben
    counting = Counting()
    hashing.install(counting)
    return Work(counting)


def cost(work: Work, web: FlaskClient, path: str, body: dict[str, object]) -> tuple[int, int, int]:
    with work.watched():
        assert web.post(path, json=body).status_code in {202, 401}
    return work.total


def test_registering_costs_the_same_for_a_taken_address(web: FlaskClient, ben: Member, work: Work) -> None:
    taken = cost(work, web, "/v1/auth/register", form("cleo", email=ben.email))
    free = cost(work, web, "/v1/auth/register", form("cleo"))

    assert taken == free == (1, 4, 1)


def test_logging_in_costs_the_same_for_an_unknown_address(web: FlaskClient, ben: Member, work: Work) -> None:
    known = cost(work, web, "/v1/auth/login", {"email": ben.email, "password": "not this one"})
    unknown = cost(work, web, "/v1/auth/login", {"email": unique("nobody"), "password": "not this one"})

    assert known == unknown == (1, 1, 0)


def test_a_forgotten_password_costs_the_same_for_an_unknown_address(
    web: FlaskClient, ben: Member, work: Work
) -> None:
    known = cost(work, web, "/v1/auth/forgot-password", {"email": ben.email})
    unknown = cost(work, web, "/v1/auth/forgot-password", {"email": unique("nobody")})

    assert known == unknown == (0, 2, 1)


@pytest.mark.usefixtures("installed")
def test_the_hash_of_nobody_is_compared_at_the_full_cost() -> None:
    """Bcrypt reads the cost from the hash: nobody's must name today's."""
    hasher = Hasher(cost=7)

    _, nobody = hasher._parse(None)  # noqa: SLF001 - no answer could show it

    assert nobody.startswith(b"$2b$07$")
    assert len(nobody) == 60
