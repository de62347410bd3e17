"""Indexes behind rooms and their occurrences, made while people go on to write.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "idx_resources_provider",
            "resources",
            ["provider_id", "id"],
            unique=False,
            postgresql_concurrently=True,
            if_not_exists=True,
        )
        op.create_index(
            "idx_occupancies_occurrence",
            "occupancies",
            ["occurrence_id"],
            unique=False,
            postgresql_where=sa.text("occurrence_id IS NOT NULL"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index(
            "idx_occupancies_occurrence", "occupancies", postgresql_concurrently=True, if_exists=True
        )
        op.drop_index("idx_resources_provider", "resources", postgresql_concurrently=True, if_exists=True)
