"""Group seats: how many a booking has, and in which occurrence.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bookings", sa.Column("seats", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.create_check_constraint(op.f("ck_bookings_seats"), "bookings", "seats >= 1", postgresql_not_valid=True)
    op.add_column("wishes", sa.Column("seats", sa.Integer(), server_default=sa.text("1"), nullable=False))
    op.create_check_constraint(op.f("ck_wishes_seats"), "wishes", "seats >= 1", postgresql_not_valid=True)
    op.add_column("occupancies", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "seat_claims",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("occupancy_id", sa.BigInteger(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_seat_claims_seats")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_seat_claims_booking_id")),
        sa.ForeignKeyConstraint(
            ["occupancy_id"], ["occupancies.id"], name=op.f("fk_seat_claims_occupancy_id")
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_seat_claims")),
    )
    op.create_index("idx_seat_claims_occupancy", "seat_claims", ["occupancy_id"], unique=False)


def downgrade() -> None:
    """What a group holds stays taken, by nobody."""
    op.drop_table("seat_claims")
    op.drop_column("occupancies", "ends_at")
    op.drop_column("wishes", "seats")
    op.drop_column("bookings", "seats")
