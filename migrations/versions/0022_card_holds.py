"""Cards kept for a booking: what is charged to them, under which agreement, and whose they are at the company.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _say_how_is_paid("'NOW', 'LATER', 'CARD'")
    op.add_column(
        "bookings", sa.Column("card_hold", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    _payments()
    _customers()
    _sandbox()


def _say_how_is_paid(values: str) -> None:
    op.execute(
        "-- squawk-ignore ban-drop-constraint\nALTER TABLE offerings DROP CONSTRAINT ck_offerings_payment"
    )
    op.execute(
        f"ALTER TABLE offerings ADD CONSTRAINT ck_offerings_payment CHECK (payment IN ({values})) NOT VALID"
    )
    _validate("offerings", "ck_offerings_payment")


def _payments() -> None:
    for column in (
        sa.Column("purpose", sa.Text(), server_default=sa.text("'PAYMENT'"), nullable=False),
        sa.Column("secures_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("keeps_card", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("saves_card", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("claimed_minor", sa.BigInteger(), nullable=True),
        sa.Column("card", sa.Text(), nullable=True),
    ):
        op.add_column("payments", column)
    for name, condition in (
        ("purpose", "purpose IN ('PAYMENT', 'CARD_HOLD', 'FEE')"),
        ("claimed", "claimed_minor BETWEEN 1 AND amount_minor"),
    ):
        op.execute(f"ALTER TABLE payments ADD CONSTRAINT ck_payments_{name} CHECK ({condition}) NOT VALID")
        _validate("payments", f"ck_payments_{name}")


def _validate(table: str, constraint: str) -> None:
    """It reads the whole table, whose writers wait: the five minutes of the release step bound it."""
    op.execute(
        f"-- squawk-ignore constraint-missing-not-valid\nALTER TABLE {table} VALIDATE CONSTRAINT {constraint}"
    )


def _customers() -> None:
    op.create_table(
        "payment_customers",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_payment_customers_user_id")),
        sa.PrimaryKeyConstraint("user_id", "company", name=op.f("pk_payment_customers")),
        sa.UniqueConstraint("company", "reference", name=op.f("uq_payment_customers_company_reference")),
    )
    op.create_table(
        "card_consents",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('HOLD', 'RESERVE', 'SAVE')", name=op.f("ck_card_consents_kind")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_card_consents_payment_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_card_consents_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_consents")),
        sa.UniqueConstraint("payment_id", "kind", name=op.f("uq_card_consents_payment_id_kind")),
    )
    op.create_index("idx_card_consents_user", "card_consents", ["user_id", "at"])


def _sandbox() -> None:
    op.create_table(
        "sandbox_cards",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("mood", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("mood IN ('good', 'declined', 'asks')", name=op.f("ck_sandbox_cards_mood")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_sandbox_cards")),
    )
    op.create_index("idx_sandbox_cards_customer", "sandbox_cards", ["customer"])
    op.add_column(
        "sandbox_checkouts",
        sa.Column("keeps_card", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column(
        "sandbox_checkouts",
        sa.Column("saves_card", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("sandbox_checkouts", sa.Column("customer", sa.Text(), nullable=True))
    op.add_column("sandbox_checkouts", sa.Column("card", sa.Text(), nullable=True))


def downgrade() -> None:
    for name in ("card", "customer", "saves_card", "keeps_card"):
        op.drop_column("sandbox_checkouts", name)
    for table in ("sandbox_cards", "card_consents", "payment_customers"):
        op.drop_table(table)
    for name in ("card", "claimed_minor", "saves_card", "keeps_card", "secures_until", "purpose"):
        op.drop_column("payments", name)
    op.drop_column("bookings", "card_hold")
    op.execute("UPDATE offerings SET payment = 'LATER' WHERE payment = 'CARD'")
    _say_how_is_paid("'NOW', 'LATER'")
