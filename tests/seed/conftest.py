from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import ports
from app.adapters.payments.sandbox import SandboxPayments
from app.db.session import database, transaction
from app.ports import Ports
from app.seed.world import populate


def emptied(session: Session) -> None:
    session.execute(text("TRUNCATE users, tasks, sandbox_checkouts CASCADE"))


@pytest.fixture
def place(installed: Ports) -> Iterator[Ports]:
    """Where a world can be made: with a company that takes play money."""
    chosen = replace(installed, payments=SandboxPayments(installed.site, installed.clock))
    ports.install(chosen)
    yield chosen
    ports.install(installed)


@pytest.fixture
def world(place: Ports) -> Iterator[Callable[[datetime], Session]]:
    """A demo world as of some moment, taken back afterwards."""
    del place
    with database().sessions() as session:

        def begin(now: datetime) -> Session:
            emptied(session)
            populate(session, now=now, password_hash="-")
            return session

        yield begin
        session.rollback()


@pytest.fixture
def today(world: Callable[[datetime], Session]) -> Session:
    return world(datetime.now(UTC))


@pytest.fixture
def empty(place: Ports) -> Iterator[Ports]:
    """Nobody there, before and after."""
    with transaction() as session:
        emptied(session)
    yield place
    with transaction() as session:
        emptied(session)
