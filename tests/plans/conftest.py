from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from app.adapters.clock.system import SystemClock
from app.adapters.payments.sandbox import SandboxPayments, SandboxSubscriptions, plans
from app.db import ledger
from app.db.session import transaction
from app.ports import install, ports
from tests.api import Person, execute, join
from tests.factories.desks import Desk, open_desk
from tests.payments.stage import SITE, application, installed, work
from workers.boot import load_actors

GRACE = timedelta(days=7)
MINE = "/v1/users/me/plan"


@dataclass
class Hall:
    """A site that sells two plans, and Ada, who has a profile and no plan yet."""

    ada: Person
    admin: Person
    desk: Desk

    def chooses(self, code: str = "studio") -> dict[str, Any]:
        answer = self.ada.post(MINE, {"planCode": code})
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json()["data"])

    def changes(self, code: str) -> None:
        answer = self.ada.put(MINE, {"planCode": code})
        assert answer.status_code == 200, answer.text

    def agrees(self, *, good: bool = True) -> None:
        """At the company's page; nobody tells us but the next look."""
        self.agrees_to(self.reference or "", good=good)

    def agrees_to(self, reference: str, *, good: bool = True) -> None:
        with transaction() as session:
            one = plans.held(session, reference)
            plans.accept(session, one, now=ports().clock.now(), good=good)
        self.looks(reference)

    def subscribed(self, code: str = "studio", *, good: bool = True) -> dict[str, Any]:
        self.chooses(code)
        self.agrees(good=good)
        return self.standing()

    def looks(self, reference: str | None = None) -> None:
        with transaction() as session:
            ledger.enqueue(session, "plans.check", reference=reference or self.reference)
        work()

    def standing(self) -> dict[str, Any]:
        answer = self.ada.get(MINE)
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json()["data"])

    def passes(self, days: int) -> None:
        """All that stands in the tables moves so many days into the past, and the hourly job fires."""
        span = timedelta(days=days)
        for table, columns in (
            ("sandbox_subscriptions", ("period_end",)),
            ("provider_plans", ("period_end", "lapsed_at", "updated_at")),
        ):
            changes = ", ".join(f"{name} = {name} - :span" for name in columns)
            execute(f"UPDATE {table} SET {changes}", span=span)  # noqa: S608 - our own names
        execute("UPDATE tasks SET run_at = run_at - :span WHERE state = 'ready'", span=span)
        self.job()
        if self.reference:
            self.looks()  # the job asks once an hour, and this hour is long
            self.job()

    def job(self) -> None:
        with transaction() as session:
            ledger.enqueue(session, "plans.enforce")
        work()
        work()

    @property
    def reference(self) -> str | None:
        found: str | None = execute(
            "SELECT reference FROM provider_plans WHERE provider_id = :id", id=self.desk.provider_id
        )
        return found

    @property
    def shown(self) -> bool:
        return bool(execute("SELECT published FROM providers WHERE id = :id", id=self.desk.provider_id))


@pytest.fixture
def hall(fresh_database_url: str) -> Iterator[Hall]:
    load_actors()
    clock = SystemClock()
    parts = {"payments": SandboxPayments(SITE, clock), "subscriptions": SandboxSubscriptions(SITE, clock)}
    with installed(fresh_database_url, **parts):
        app = application(fresh_database_url)
        made = Hall(ada := join(app, "Ada", "PROVIDER"), join(app, "Root", "ADMIN"), open_desk(ada))
        for code, price in (("studio", 10), ("school", 40)):
            body = {
                "code": code,
                "name": code.title(),
                "price": price,
                "currency": "EUR",
                "interval": "month",
            }
            assert made.admin.post("/v1/plans", body | {"interval": "month"}).status_code == 201
        yield made


@pytest.fixture
def strict(hall: Hall) -> Hall:
    """The same, where nobody is shown without a plan for long."""
    install(replace(ports(), site=replace(SITE, plan_required=True, plan_grace=GRACE)))
    return hall
