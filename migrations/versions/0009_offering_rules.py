"""What else an offering may ask of a time: several lengths, another grid, dates, limits; and a provider's pace.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_JSON = postgresql.JSONB(astext_type=sa.Text())
_CHECKS = [
    ("offerings", "grid", "grid IN ('STEP', 'FIT')"),
    ("offerings", "start_offset", "start_offset_minutes BETWEEN 0 AND step_minutes - 1"),
    ("offerings", "horizon_kind", "horizon_kind IN ('ROLLING', 'BOOKABLE_DAYS', 'FIXED')"),
    ("offerings", "fixed_horizon", "horizon_kind <> 'FIXED' OR bookable_until IS NOT NULL"),
    ("offerings", "bookable_dates", "bookable_from <= bookable_until"),
    ("providers", "rest", "rest_minutes BETWEEN 0 AND 1440"),
]


def upgrade() -> None:
    _add("offerings", "further_durations", _JSON, "'[]'")
    _add("offerings", "grid", sa.Text(), "'STEP'")
    _add("offerings", "start_offset_minutes", sa.Integer(), "0")
    _add("offerings", "horizon_kind", sa.Text(), "'ROLLING'")
    op.add_column("offerings", sa.Column("bookable_from", sa.Date(), nullable=True))
    op.add_column("offerings", sa.Column("bookable_until", sa.Date(), nullable=True))
    _add("offerings", "limits", _JSON, "'[]'")
    _add("providers", "rest_minutes", sa.Integer(), "0")
    _add("providers", "limits", _JSON, "'[]'")
    for table, name, condition in _CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition, postgresql_not_valid=True)


def downgrade() -> None:
    for table, name, _ in _CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    for column in ("limits", "rest_minutes"):
        op.drop_column("providers", column)
    for column in ("limits", "bookable_until", "bookable_from", "horizon_kind"):
        op.drop_column("offerings", column)
    for column in ("start_offset_minutes", "grid", "further_durations"):
        op.drop_column("offerings", column)


def _add(table: str, name: str, kind: sa.types.TypeEngine, default: str) -> None:
    op.add_column(table, sa.Column(name, kind, server_default=sa.text(default), nullable=False))
