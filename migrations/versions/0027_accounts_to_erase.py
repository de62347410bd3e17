"""An index that finds deleted accounts whose data still stand, made while people go on to write.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "idx_users_to_erase",
            "users",
            ["deleted_at"],
            postgresql_where=sa.text("deleted_at IS NOT NULL AND erased_at IS NULL"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("idx_users_to_erase", "users", postgresql_concurrently=True, if_exists=True)
