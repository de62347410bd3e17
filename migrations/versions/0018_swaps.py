"""Clients exchange their times.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "swaps",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("other_booking_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("other_client_id", sa.BigInteger(), nullable=False),
        sa.Column("booking_version", sa.BigInteger(), nullable=False),
        sa.Column("other_version", sa.BigInteger(), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("other_start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'PROPOSED'"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('PROPOSED', 'DONE', 'DECLINED', 'WITHDRAWN', 'LAPSED')",
            name=op.f("ck_swaps_status"),
        ),
        sa.CheckConstraint("booking_id <> other_booking_id", name=op.f("ck_swaps_two_bookings")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_swaps_booking_id")),
        sa.ForeignKeyConstraint(
            ["other_booking_id"], ["bookings.id"], name=op.f("fk_swaps_other_booking_id")
        ),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_swaps_client_id")),
        sa.ForeignKeyConstraint(["other_client_id"], ["users.id"], name=op.f("fk_swaps_other_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swaps")),
    )
    for name, column in (("uq_swaps_proposed", "booking_id"), ("uq_swaps_asked", "other_booking_id")):
        op.create_index(name, "swaps", [column], unique=True, postgresql_where=sa.text("status = 'PROPOSED'"))
    op.create_index("idx_swaps_client", "swaps", ["client_id", "created_at"])
    op.create_index("idx_swaps_other_client", "swaps", ["other_client_id", "created_at"])


def downgrade() -> None:
    op.drop_table("swaps")
