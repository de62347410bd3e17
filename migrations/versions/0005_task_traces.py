"""Where in the code a task failed last.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("last_trace", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("tasks", "last_trace")
