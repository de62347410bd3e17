"""The checks of 0003 hold for the rows that stood before, too. By itself, so that nobody waits for the tables.

Revision ID: 0010
Revises: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_CHECKS = [
    ("offerings", "grid"),
    ("offerings", "start_offset"),
    ("offerings", "horizon_kind"),
    ("offerings", "fixed_horizon"),
    ("offerings", "bookable_dates"),
    ("providers", "rest"),
]


def upgrade() -> None:
    for table, name in _CHECKS:
        op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_{name}")


def downgrade() -> None:
    """A check that was found to hold is not forgotten; 0003 drops it."""
