"""Invoices of packages, and the site's share of what is given back.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_BEFORE = (
    *("CAPTURED", "FEE", "REFUNDED", "REFUND_RETURNED", "DISPUTE_OPENED", "DISPUTE_WON", "DISPUTE_LOST"),
    *("CHARGED_BACK", "CHARGE_RELIEVED"),
)
# The share that went back with refunds before there was a movement for it.
_GIVEN_BACK = """
    INSERT INTO postings (payment_id, movement, debit, credit, amount_minor, currency, company, reference)
    SELECT id, 'FEE_RETURNED', 'SITE', 'PROVIDER', share, currency, company, concat(id, '-before')
    FROM (SELECT id, currency, company,
                 fee_minor * captured_minor / amount_minor * refunded_minor / captured_minor AS share
          FROM payments WHERE refunded_minor > 0 AND fee_minor > 0) AS returned
    WHERE share > 0
"""
_SINCE = ("CAPTURED", "FEE", "FEE_RETURNED", "FEE_KEPT", *_BEFORE[2:])


def upgrade() -> None:
    op.execute(  # who runs the version before writes a booking into each
        "-- squawk-ignore ban-drop-not-null\nALTER TABLE invoices ALTER COLUMN booking_id DROP NOT NULL"
    )
    op.add_column("invoices", sa.Column("purchase_id", sa.BigInteger(), nullable=True))
    _add("invoices", "fk_invoices_purchase_id", "FOREIGN KEY (purchase_id) REFERENCES package_purchases (id)")
    _add("invoices", "ck_invoices_of_one", "CHECK (num_nonnulls(booking_id, purchase_id) = 1)")
    _movements(_SINCE)
    op.execute(_GIVEN_BACK)


def downgrade() -> None:
    op.execute("DELETE FROM postings WHERE movement IN ('FEE_RETURNED', 'FEE_KEPT')")
    _movements(_BEFORE)
    op.execute("DELETE FROM invoices WHERE purchase_id IS NOT NULL AND corrects_id IS NOT NULL")
    op.execute("DELETE FROM invoices WHERE purchase_id IS NOT NULL")
    op.drop_constraint("ck_invoices_of_one", "invoices")
    op.drop_column("invoices", "purchase_id")
    op.alter_column("invoices", "booking_id", nullable=False)


def _movements(names: tuple[str, ...]) -> None:
    """Another list in the place of the old one: no row can break it."""
    op.execute(
        "-- squawk-ignore ban-drop-constraint\nALTER TABLE postings DROP CONSTRAINT ck_postings_movement"
    )
    words = ", ".join(f"'{name}'" for name in names)
    _add("postings", "ck_postings_movement", f"CHECK (movement IN ({words}))")


def _add(table: str, name: str, condition: str) -> None:
    """Validating reads the whole table, whose writers wait: the five minutes of the release step bound it."""
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {condition} NOT VALID")
    op.execute(
        f"-- squawk-ignore constraint-missing-not-valid\nALTER TABLE {table} VALIDATE CONSTRAINT {name}"
    )
