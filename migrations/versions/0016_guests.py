"""People who book without an account.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("guest", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    _addresses("deleted_at IS NULL AND NOT guest")


def downgrade() -> None:
    op.execute("UPDATE users SET deleted_at = now() WHERE guest AND deleted_at IS NULL")
    _addresses("deleted_at IS NULL")
    op.drop_column("users", "guest")


def _addresses(whose: str) -> None:
    """The index of addresses for other rows. Logins read the table meanwhile; who registers waits."""
    op.execute("-- squawk-ignore require-concurrent-index-deletion\nDROP INDEX idx_users_email")
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        f"CREATE UNIQUE INDEX idx_users_email ON users (lower(email)) WHERE {whose}"
    )
