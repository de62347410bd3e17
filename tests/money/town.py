"""Providers with all kinds of terms, clients, workers, and what may go wrong between them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import text
from werkzeug.test import TestResponse

from app.db import ledger
from app.db.session import statements, transaction
from app.payments import service
from app.ports import ports
from app.ports.payments import Charge
from tests.api import Person, execute, join
from tests.bookings.passing import goes_by, hold_runs_out
from tests.factories.desks import Desk, open_desk
from tests.money.company import Luck, UnluckyPayments
from tests.money.post import Post
from tests.payments.races.killing import Killed
from tests.payments.stage import Stage, work

Answer = TypeVar("Answer")
QUIET = frozenset({"notifications.tell", "notifications.send"})
EVER = 10_000  # hours: whoever cancels is late
CLIENTS = 24
TERMS: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"price_minor": 5000}, {"cancel_free_hours": 0}),
    ({"price_minor": 3333, "no_show_percent": 60}, {"cancel_free_hours": EVER, "cancel_late_percent": 50}),
    ({"price_minor": 9999, "deposit_percent": 20}, {"cancel_free_hours": EVER, "cancel_late_percent": 15}),
    ({"price_minor": 7001, "needs_approval": True}, {"cancel_free_hours": EVER, "cancel_late_percent": 100}),
    ({"price_minor": 800, "currency": "JPY", "no_show_percent": 33}, {"cancel_free_hours": 0}),
    (
        {"price_minor": 4000, "payment": "CARD", "no_show_percent": 60},
        {"cancel_free_hours": EVER, "cancel_late_percent": 25},
    ),
    ({"price_minor": 12_345, "currency": "KWD", "deposit_percent": 33, "no_show_percent": 10}, {}),
)


class Standing(NamedTuple):
    status: str
    step: str | None
    attention: str | None
    payment_id: int | None
    start: datetime


CARD = 5  # the desk that wants a card and no money


@dataclass
class Town:
    site: Stage
    company: UnluckyPayments
    luck: Luck
    random: Random
    post: Post
    desks: list[Desk]
    clients: list[Person]
    now: int = 0

    def dared(self, act: Callable[[], Answer]) -> Answer | None:
        """Do something where death is near. None: it died half-way."""
        self.luck.danger = True
        try:
            return act()
        except Killed:
            return None
        finally:
            self.luck.danger = False

    def insisted(self, act: Callable[[], Answer]) -> Answer:
        """The same, once more until it was answered: what a client does whose page did not load."""
        while (answer := self.dared(act)) is None:
            pass
        return answer

    def labour(self) -> None:
        """The workers do what is due; whoever dies is replaced, and their leases run out."""
        while self.dared(lambda: work(without=QUIET)) is None:
            execute("UPDATE tasks SET lease_until = now() - interval '1 second' WHERE state = 'running'")
        execute(
            "DELETE FROM tasks WHERE actor LIKE 'notifications.%' OR state = 'done' AND dedupe_key IS NULL"
        )

    def deliver(self) -> None:
        """The post comes; a web process that died is asked again."""
        self.now += 1
        self.post.collect(self.now)
        for notice in self.post.due(self.now):
            assert self.insisted(lambda notice=notice: self.site.tell(notice)).status_code == 200

    def agrees(self, payment_id: int) -> TestResponse:
        """The client agrees to a card being kept, where that is asked for."""
        link = service.pay_link(payment_id).removeprefix(ports().site.public_url)
        return self.site.call("POST", link)

    def fires(self, job: str) -> None:
        with transaction() as session:
            ledger.enqueue(session, job)
        self.labour()

    def wait(self) -> None:
        """What failed and was put off is tried again."""
        execute("UPDATE tasks SET run_at = now() WHERE state = 'ready' AND attempts > 0")

    def standing(self, booking_id: int) -> Standing:
        statement = text("""
            SELECT b.status, b.step, b.attention, p.id, b.start_time FROM bookings b
            LEFT JOIN payments p ON p.booking_id = b.id AND p.status NOT IN ('VOIDED', 'FAILED')
            WHERE b.id = :id
        """)
        with statements() as connection:
            return Standing(*connection.execute(statement, {"id": booking_id}).one())

    def charge(self, payment_id: int) -> Charge | None:
        found = (one for one in self.company.charges() if one.payment_id == payment_id)
        return next(found, None)

    def expires(self, booking_id: int) -> None:
        hold_runs_out(booking_id)

    def passes(self, booking_id: int) -> None:
        """The appointment was over a day ago."""
        ends = execute("SELECT end_time - now() FROM bookings WHERE id = :id", id=booking_id)
        goes_by(booking_id, ends + timedelta(days=1))


def found(site: Stage, company: UnluckyPayments, luck: Luck) -> Town:
    """Seven desks and two dozen clients."""
    desks = []
    for offering, provider in TERMS:
        desk = open_desk(join(site.app, "Ada", "PROVIDER"), **offering)
        desk.is_now(**provider or {"cancel_free_hours": 0})
        desks.append(desk)
    clients = [join(site.app, "Ben", "CLIENT") for _ in range(CLIENTS)]
    return Town(site, company, luck, luck.random, Post(company, luck, luck.random), desks, clients)
