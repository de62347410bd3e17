"""Indexes of tables that may be large by now, made while people go on to write into them.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_NAMES = ("email", "first_name", "last_name")


def upgrade() -> None:
    with op.get_context().autocommit_block():
        for column in _NAMES:
            folded = sa.literal_column(f"lower({column})").label("folded")
            _make(
                f"idx_users_{column}_begins", "users", [folded], postgresql_ops={"folded": "text_pattern_ops"}
            )
        _make(
            "idx_busy_periods_source",
            "busy_periods",
            ["source_id", "item"],
            postgresql_where=sa.text("source_id IS NOT NULL"),
        )
        _make(
            "idx_invoices_purchase",
            "invoices",
            ["purchase_id"],
            postgresql_where=sa.text("purchase_id IS NOT NULL"),
        )


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.drop_index("idx_invoices_purchase", "invoices", postgresql_concurrently=True, if_exists=True)
        op.drop_index("idx_busy_periods_source", "busy_periods", postgresql_concurrently=True, if_exists=True)
        for column in _NAMES:
            op.drop_index(f"idx_users_{column}_begins", "users", postgresql_concurrently=True, if_exists=True)


def _make(name: str, table: str, columns: list[object], **options: object) -> None:
    op.create_index(name, table, columns, postgresql_concurrently=True, if_not_exists=True, **options)
