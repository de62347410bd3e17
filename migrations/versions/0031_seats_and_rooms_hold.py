"""Every booking and wish that stood before has a seat. By itself, so that nobody waits for the tables.

Revision ID: 0031
Revises: 0030
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE bookings VALIDATE CONSTRAINT ck_bookings_seats")
    op.execute("ALTER TABLE wishes VALIDATE CONSTRAINT ck_wishes_seats")
    op.execute("ALTER TABLE occupancies VALIDATE CONSTRAINT fk_occupancies_occurrence_id")


def downgrade() -> None:
    """What was found to hold is not forgotten; the migrations before drop the columns."""
