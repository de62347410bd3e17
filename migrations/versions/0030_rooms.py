"""Rooms and devices: what an offering needs of them, and occurrences that take several.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("resources", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "offerings", sa.Column("needs_count", sa.SmallInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "bookings", sa.Column("joint", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("occupancies", sa.Column("occurrence_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_occupancies_occurrence_id"),
        "occupancies",
        "occupancies",
        ["occurrence_id"],
        ["id"],
        ondelete="CASCADE",
        postgresql_not_valid=True,
    )
    op.create_table(
        "offering_needs",
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offerings.id"], name=op.f("fk_offering_needs_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_offering_needs_resource_id")
        ),
        sa.PrimaryKeyConstraint("offering_id", "position", "resource_id", name=op.f("pk_offering_needs")),
    )
    op.create_index("idx_offering_needs_resource", "offering_needs", ["resource_id"], unique=False)


def downgrade() -> None:
    """What a booking holds besides its provider's time is given back with it."""
    op.drop_table("offering_needs")
    op.drop_constraint(op.f("fk_occupancies_occurrence_id"), "occupancies", type_="foreignkey")
    op.drop_column("occupancies", "occurrence_id")
    op.drop_column("bookings", "joint")
    op.drop_column("offerings", "needs_count")
    op.drop_column("resources", "deleted_at")
