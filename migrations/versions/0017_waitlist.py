"""Waiting for a time: wishes, offers, and freed time that is set aside for them.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STEPS = "'FORM', 'HELD', 'APPROVAL', 'PAYING', 'EXPIRING', 'CANCELLING'"
KINDS = "'booking', 'hold', 'time_off'"


def upgrade() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=True),
        sa.Column("first_date", sa.Date(), nullable=False),
        sa.Column("last_date", sa.Date(), nullable=False),
        sa.Column(
            "weekdays", postgresql.ARRAY(sa.SmallInteger()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("opens_minute", sa.SmallInteger(), nullable=False),
        sa.Column("closes_minute", sa.SmallInteger(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'WAITING'"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("unanswered", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('WAITING', 'OFFERED', 'SERVED', 'ENDED')", name=op.f("ck_wishes_status")
        ),
        sa.CheckConstraint("first_date <= last_date", name=op.f("ck_wishes_dates")),
        sa.CheckConstraint(
            "0 <= opens_minute AND opens_minute < closes_minute", name=op.f("ck_wishes_opens")
        ),
        sa.CheckConstraint("closes_minute <= 1440", name=op.f("ck_wishes_closes")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_wishes_provider_id")),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_wishes_client_id")),
        sa.ForeignKeyConstraint(["offering_id"], ["offerings.id"], name=op.f("fk_wishes_offering_id")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_wishes_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
    )
    op.create_index(
        "idx_wishes_queue",
        "wishes",
        ["provider_id", "queued_at", "id"],
        postgresql_where=sa.text("status = 'WAITING'"),
    )
    op.create_index("idx_wishes_provider", "wishes", ["provider_id", "created_at"])
    op.create_index("idx_wishes_client", "wishes", ["client_id", "created_at"])
    op.create_index(
        "uq_wishes_booking",
        "wishes",
        ["booking_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('WAITING', 'OFFERED')"),
    )
    op.add_column("bookings", sa.Column("wish_id", sa.BigInteger(), nullable=True))
    op.add_column("bookings", sa.Column("replaces_id", sa.BigInteger(), nullable=True))
    _refers("wish_id", "wishes")
    _refers("replaces_id", "bookings")
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE INDEX idx_bookings_wish ON bookings (wish_id) WHERE wish_id IS NOT NULL"
    )
    _admits("bookings", "step", f"step IN ({STEPS}, 'OFFERED')")
    _admits("occupancies", "kind", f"kind IN ({KINDS}, 'waitlist')")


def downgrade() -> None:
    op.execute("DELETE FROM occupancies WHERE kind = 'waitlist'")
    op.execute("DELETE FROM occupancies USING bookings b WHERE booking_id = b.id AND b.step = 'OFFERED'")
    op.execute("UPDATE bookings SET status = 'EXPIRED', step = NULL WHERE step = 'OFFERED'")
    _admits("occupancies", "kind", f"kind IN ({KINDS})")
    _admits("bookings", "step", f"step IN ({STEPS})")
    op.drop_index("idx_bookings_wish", "bookings")
    op.drop_column("bookings", "replaces_id")
    op.drop_column("bookings", "wish_id")
    op.drop_table("wishes")


def _refers(column: str, table: str) -> None:
    """All rows have NULL there: nothing has to be looked at for long."""
    name = f"fk_bookings_{column}"
    op.execute(
        f"ALTER TABLE bookings ADD CONSTRAINT {name} FOREIGN KEY ({column}) REFERENCES {table} (id) NOT VALID"
    )
    op.execute(
        f"-- squawk-ignore constraint-missing-not-valid\nALTER TABLE bookings VALIDATE CONSTRAINT {name}"
    )


def _admits(table: str, name: str, rule: str) -> None:
    """Another rule in the place of the old one, which says more or less: no row can break it."""
    constraint = f"ck_{table}_{name}"
    op.execute(f"-- squawk-ignore ban-drop-constraint\nALTER TABLE {table} DROP CONSTRAINT {constraint}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {constraint} CHECK ({rule}) NOT VALID")
    op.execute(
        f"-- squawk-ignore constraint-missing-not-valid\nALTER TABLE {table} VALIDATE CONSTRAINT {constraint}"
    )
