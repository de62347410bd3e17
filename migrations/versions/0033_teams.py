"""Teams: who serves an offering, and whose time each booking takes.

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "offerings", sa.Column("assignment", sa.Text(), server_default=sa.text("'OWNER'"), nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_offerings_assignment"),
        "offerings",
        "assignment IN ('OWNER', 'ROUND_ROBIN', 'COLLECTIVE')",
        postgresql_not_valid=True,
    )
    op.create_table(
        "offering_hosts",
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("weight", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("priority", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_offering_hosts_weight")),
        sa.CheckConstraint("priority BETWEEN 0 AND 9", name=op.f("ck_offering_hosts_priority")),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offerings.id"], name=op.f("fk_offering_hosts_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_offering_hosts_provider_id")
        ),
        sa.PrimaryKeyConstraint("offering_id", "provider_id", name=op.f("pk_offering_hosts")),
    )
    op.create_index(
        "idx_offering_hosts_provider", "offering_hosts", ["provider_id", "offering_id"], unique=False
    )
    op.create_table(
        "booking_hosts",
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("turn", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_booking_hosts_booking_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_booking_hosts_provider_id")),
        sa.PrimaryKeyConstraint("booking_id", "provider_id", name=op.f("pk_booking_hosts")),
    )
    op.create_index(
        "idx_booking_hosts_provider", "booking_hosts", ["provider_id", "booking_id"], unique=False
    )


def downgrade() -> None:
    """What is booked with a team stays booked, with its owner."""
    op.drop_table("booking_hosts")
    op.drop_table("offering_hosts")
    op.drop_constraint(op.f("ck_offerings_assignment"), "offerings", type_="check")
    op.drop_column("offerings", "assignment")
