"""Several schedules, trips, public holidays, and a colleague to turn to.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_JSON = postgresql.JSONB(astext_type=sa.Text())
_FOLLOWERS = ("availability", "availability_overrides", "offerings")
# These tables are small and seldom written: a few hundred rows a provider, and nobody books into them.
_SHORT = "-- squawk-ignore require-concurrent-index-creation\n"
_HELD = "-- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint\n"


def upgrade() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_stamps(),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_schedules_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
    )
    op.create_index(
        "uq_schedules_name", "schedules", ["provider_id", sa.literal_column("lower(name)")], unique=True
    )
    op.create_table(
        "trips",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        *_stamps(),
        postgresql.ExcludeConstraint(
            (sa.column("provider_id"), "="),
            (sa.text("daterange(first_date, last_date, '[]')"), "&&"),
            using="gist",
            name="ex_trips_one_at_a_time",
        ),
        sa.CheckConstraint("first_date <= last_date", name=op.f("ck_trips_dates")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_trips_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trips")),
    )
    for table in _FOLLOWERS:
        op.add_column(table, sa.Column("schedule_id", sa.BigInteger(), nullable=True))
        _reference(table, "schedule_id", "schedules", "" if table == "offerings" else " ON DELETE CASCADE")
        op.execute(f"{_SHORT}CREATE INDEX idx_{table}_schedule_id ON {table} (schedule_id)")
    op.execute(
        f"{_SHORT}CREATE UNIQUE INDEX uq_availability_overrides_date ON availability_overrides"
        " (provider_id, schedule_id, date) NULLS NOT DISTINCT"
    )
    op.execute(
        "-- squawk-ignore ban-drop-constraint\n"
        "ALTER TABLE availability_overrides DROP CONSTRAINT uq_availability_overrides_provider_id_date"
    )
    op.add_column("time_off", sa.Column("colleague_provider_id", sa.BigInteger(), nullable=True))
    _reference("time_off", "colleague_provider_id", "providers", "")
    op.add_column("providers", sa.Column("holiday_country", sa.Text(), nullable=True))
    op.add_column("providers", sa.Column("holiday_subdivision", sa.Text(), nullable=True))
    op.add_column(
        "providers", sa.Column("holidays_worked", _JSON, server_default=sa.text("'[]'"), nullable=False)
    )


def downgrade() -> None:
    for column in ("holidays_worked", "holiday_subdivision", "holiday_country"):
        op.drop_column("providers", column)
    op.drop_column("time_off", "colleague_provider_id")
    op.execute("DELETE FROM availability_overrides WHERE schedule_id IS NOT NULL")
    op.execute("DELETE FROM availability WHERE schedule_id IS NOT NULL")
    op.create_unique_constraint(
        op.f("uq_availability_overrides_provider_id_date"), "availability_overrides", ["provider_id", "date"]
    )
    op.drop_index("uq_availability_overrides_date", "availability_overrides")
    for table in reversed(_FOLLOWERS):
        op.drop_column(table, "schedule_id")
    op.drop_table("trips")
    op.drop_table("schedules")


def _reference(table: str, column: str, other: str, otherwise: str) -> None:
    op.execute(
        f"{_HELD}ALTER TABLE {table} ADD CONSTRAINT fk_{table}_{column}"
        f" FOREIGN KEY ({column}) REFERENCES {other} (id){otherwise}"
    )


def _stamps() -> list[sa.Column]:
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
    ]
