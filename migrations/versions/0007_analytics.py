"""How far the history was told, and how its dates are found.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BY_TIME = {
    "idx_bookings_start": ("bookings", "start_time"),
    "idx_booking_events_at": ("booking_events", "at"),
    "idx_postings_at": ("postings", "at"),
}


def upgrade() -> None:
    op.create_table(
        "events_told",
        sa.Column("id", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_events_told_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events_told")),
        if_not_exists=True,  # what follows is no longer in its transaction
    )
    with op.get_context().autocommit_block():
        for name, (table, column) in BY_TIME.items():
            op.create_index(
                name,
                table,
                [column],
                postgresql_using="brin",
                postgresql_with={"autosummarize": True, "pages_per_range": 32},
                postgresql_concurrently=True,
                if_not_exists=True,
            )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        for name, (table, _) in BY_TIME.items():
            op.drop_index(name, table, postgresql_concurrently=True, if_exists=True)
    op.drop_table("events_told")
