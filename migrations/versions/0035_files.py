"""Files that answer questions.

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

TYPES = "type IN ('application/pdf', 'image/png', 'image/jpeg', 'text/plain')"


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("char_length(name) BETWEEN 1 AND 255", name=op.f("ck_files_name")),
        sa.CheckConstraint(TYPES, name=op.f("ck_files_type")),
        sa.CheckConstraint("size BETWEEN 1 AND 5242880", name=op.f("ck_files_size")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_files_user_id")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_files_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index("idx_files_user", "files", ["user_id", "created_at"])


def downgrade() -> None:
    op.drop_table("files")
