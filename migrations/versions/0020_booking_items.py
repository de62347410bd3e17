"""Several services in one booking.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_items",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_booking_items_position")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_booking_items_minutes")),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_booking_items_price")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_booking_items_booking_id")),
        sa.ForeignKeyConstraint(["offering_id"], ["offerings.id"], name=op.f("fk_booking_items_offering_id")),
        sa.PrimaryKeyConstraint("booking_id", "position", name=op.f("pk_booking_items")),
    )


def downgrade() -> None:
    op.drop_table("booking_items")
