"""Alembic's environment: the address comes from DATABASE_URL, and no migration may wait long for a lock."""

import os

from alembic import context
from sqlalchemy import create_engine, text

from app.db import tables
from app.db.base import Base

LOCK = 4_117_733_001  # any constant: two releases at once take turns


def offline() -> None:
    context.configure(dialect_name="postgresql", target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def online() -> None:
    url = os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text("SET statement_timeout = '5min'"))
        connection.commit()
        context.configure(
            connection=connection, target_metadata=Base.metadata, transaction_per_migration=True
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


tables.load()
if context.is_offline_mode():
    offline()
else:
    online()
