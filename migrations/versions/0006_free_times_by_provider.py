"""Free times are looked for among the providers that match: the index over all their bounds chose nothing.

Revision ID: 0006
Revises: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("idx_search_free_starts", postgresql_concurrently=True, if_exists=True)


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            "idx_search_free_starts",
            "search_free",
            ["starts"],
            postgresql_using="gist",
            postgresql_concurrently=True,
            if_not_exists=True,
        )
