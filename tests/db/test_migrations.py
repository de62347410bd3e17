"""The chain of migrations: up, down and up again, and in the end exactly what the models say."""

import secrets
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.db import tables
from app.db.base import Base
from app.db.cli import configuration
from tests.fixtures.backing import Backing


@pytest.fixture
def empty(shared_backing: Backing, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database without anything; migrations find it by the environment, as they do everywhere."""
    name = f"migrated_{secrets.token_hex(4)}"
    url = shared_backing.create(name, template="template0")
    monkeypatch.setenv("DATABASE_URL", url)
    yield url
    shared_backing.drop(name)


def test_up_down_and_up_again_leads_to_what_the_models_say(empty: str) -> None:
    for step, target in ((command.upgrade, "head"), (command.downgrade, "base"), (command.upgrade, "head")):
        step(configuration(), target)

    tables.load()
    engine = create_engine(empty.replace("postgresql://", "postgresql+psycopg://", 1))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    assert differences == []


def test_the_chain_has_one_end() -> None:
    assert len(ScriptDirectory.from_config(configuration()).get_heads()) == 1
