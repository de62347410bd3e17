"""A site in this process for one test: its web application, its workers, and a payment company in memory."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from app import factory
from app.adapters.clock.system import SystemClock
from app.adapters.payments.memory import MemoryPayments
from app.db import ledger
from app.db.session import statements, transaction
from app.http import tokens
from app.kernel.tasks import CATALOGUE
from app.payments import service
from app.ports import Ports, ports
from app.ports.payments import Charge, Notice
from config.settings import Settings
from tests.factories import installed as factories
from tests.factories.payments import People, people, row
from workers.actor import ACTORS
from workers.attempt import attempt
from workers.boot import load_actors

SITE = replace(factories.SITE, public_url="http://book.example")


@contextmanager
def installed(database_url: str, **chosen: Any) -> Iterator[Ports]:
    """Ports of a process on this database, and nothing owed or told left over from another test."""
    parts = {"site": SITE, "payments": MemoryPayments(SystemClock())} | chosen
    with factories.installed(database_url, connections=12, **parts) as made:
        with statements() as connection:
            connection.execute(text("DELETE FROM tasks"))
            connection.execute(text("DELETE FROM inbox"))
        yield made


@dataclass
class Stage:
    """What a test of payments stands on."""

    app: Flask
    company: MemoryPayments
    people: People = field(default_factory=people)

    def call(
        self, method: str, path: str, *, by: int | None = None, role: str = "CLIENT", **more: Any
    ) -> TestResponse:
        """One request, of a person if `by` names one."""
        headers = dict(more.pop("headers", {}))
        if by is not None:
            headers["Authorization"] = f"Bearer {_token(by, role)}"
        return self.app.test_client().open(path, method=method, headers=headers, **more)

    def visit(self, payment_id: int, page: str = "") -> TestResponse:
        """Follow the payment link."""
        return self.call("GET", service.pay_link(payment_id).removeprefix(ports().site.public_url) + page)

    def charge(self, payment_id: int) -> Charge:
        """Have the checkout opened, and see what the company has."""
        assert self.visit(payment_id).status_code == 303
        return self.company.of_payment(payment_id)

    def authorised(self, payment_id: int) -> Charge:
        """Have a payment paid, and known to be."""
        charge = self.charge(payment_id)
        self.company.pay(charge.reference)
        self.hear(charge.reference)
        return charge

    def captured(self, payment_id: int) -> Charge:
        charge = self.authorised(payment_id)
        with transaction() as open_session:
            service.order_capture(open_session, row(payment_id).booking_id)
        work()
        return charge

    def hear(self, reference: str, *, event_id: str | None = None) -> TestResponse:
        """The company tells us that something changed, and the workers do what follows."""
        answer = self.tell(
            Notice(event_id=event_id or f"evt_{reference}", kind="payment", reference=reference)
        )
        work()
        return answer

    def tell(self, notice: Notice) -> TestResponse:
        headers, body = self.company.write_notice(notice)
        return self.call("POST", f"/v1/webhooks/{self.company.name}", headers=headers, data=body)


@contextmanager
def stage(database_url: str, company: Any = None) -> Iterator[Stage]:
    load_actors()
    company = company or MemoryPayments(SystemClock())
    with installed(database_url, payments=company):
        yield Stage(application(database_url), company)


@cache
def application(database_url: str) -> Flask:
    """The web application, built once: it asks for the installed ports anew with each request."""
    return factory.build(
        Settings(environment="test", database_url=database_url, redis_url="redis://127.0.0.1")
    )


def work(*, without: Container[str] = ()) -> list[tuple[str, Any]]:
    """Do what is due until nothing is; each task by its actor and with what became of it (None: done)."""
    done = []
    while due := [task for task in _due() if task[1] in ACTORS and task[1] not in without]:
        for task_id, name in due:
            task = ledger.claim(CATALOGUE[name], task_id)
            if task is not None:
                done.append((name, attempt(ACTORS[name], task)))
    return done


def hurry() -> None:
    """Make all waiting work due."""
    with statements() as connection:
        connection.execute(text("UPDATE tasks SET run_at = now() WHERE state = 'ready'"))


def tasks(name: str) -> int:
    """How many tasks of a kind there have been."""
    with statements() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM tasks WHERE actor = :name"), {"name": name}))


def _due() -> list[tuple[UUID, str]]:
    query = """
        SELECT id, actor FROM tasks
        WHERE state = 'ready' AND run_at <= now() OR state = 'running' AND lease_until < now()
        ORDER BY run_at, id
    """
    with statements() as connection:
        return [(found.id, found.actor) for found in connection.execute(text(query))]


def _token(user_id: int, role: str) -> str:
    now = ports().clock.now()
    return tokens.mint(user_id=user_id, email="someone@example.com", role=role, sign_in="test", now=now)
