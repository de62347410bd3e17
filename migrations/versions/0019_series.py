"""Appointments that recur, with one payment for all of them.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("rrule", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("wall_start", sa.DateTime(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("char_length(rrule) <= 500", name=op.f("ck_series_rrule")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_series_provider_id")),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_series_client_id")),
        sa.ForeignKeyConstraint(["offering_id"], ["offerings.id"], name=op.f("fk_series_offering_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index("idx_series_client", "series", ["client_id", "created_at"])
    op.create_index("idx_series_provider", "series", ["provider_id", "created_at"])
    for table, column, target in (
        ("bookings", "series_id", "series"),
        ("payments", "series_id", "series"),
        ("refunds", "booking_id", "bookings"),
    ):
        op.add_column(table, sa.Column(column, sa.BigInteger(), nullable=True))
        _refers(table, column, target)
    _index("CREATE INDEX idx_bookings_series ON bookings (series_id, start_time) WHERE series_id IS NOT NULL")
    _index("CREATE INDEX idx_payments_series ON payments (series_id) WHERE series_id IS NOT NULL")
    _index(
        "CREATE UNIQUE INDEX uq_payments_one_alive_series ON payments (series_id)"
        " WHERE status NOT IN ('VOIDED', 'FAILED')"
    )
    _pays_for("booking_id, purchase_id, series_id")


def downgrade() -> None:
    op.execute("UPDATE bookings SET series_id = NULL WHERE series_id IS NOT NULL")
    op.execute("DELETE FROM refunds USING payments p WHERE payment_id = p.id AND p.series_id IS NOT NULL")
    op.execute("DELETE FROM postings USING payments p WHERE payment_id = p.id AND p.series_id IS NOT NULL")
    op.execute("DELETE FROM disputes USING payments p WHERE payment_id = p.id AND p.series_id IS NOT NULL")
    op.execute("DELETE FROM payments WHERE series_id IS NOT NULL")
    _pays_for("booking_id, purchase_id")
    for index, table in (
        ("uq_payments_one_alive_series", "payments"),
        ("idx_payments_series", "payments"),
        ("idx_bookings_series", "bookings"),
    ):
        op.drop_index(index, table)
    op.drop_column("refunds", "booking_id")
    op.drop_column("payments", "series_id")
    op.drop_column("bookings", "series_id")
    op.drop_table("series")


def _refers(table: str, column: str, target: str) -> None:
    """All rows have NULL there: nothing has to be looked at for long."""
    name = f"fk_{table}_{column}"
    op.execute(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {target} (id) NOT VALID"
    )
    op.execute(
        f"-- squawk-ignore constraint-missing-not-valid\nALTER TABLE {table} VALIDATE CONSTRAINT {name}"
    )


def _index(statement: str) -> None:
    """Over rows that have nothing there yet."""
    op.execute(f"-- squawk-ignore require-concurrent-index-creation\n{statement}")


def _pays_for(columns: str) -> None:
    op.execute(
        "-- squawk-ignore ban-drop-constraint\nALTER TABLE payments DROP CONSTRAINT ck_payments_pays_for_one"
    )
    op.execute(
        "ALTER TABLE payments ADD CONSTRAINT ck_payments_pays_for_one"
        f" CHECK (num_nonnulls({columns}) = 1) NOT VALID"
    )
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid\n"
        "ALTER TABLE payments VALIDATE CONSTRAINT ck_payments_pays_for_one"
    )
