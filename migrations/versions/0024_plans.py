"""Plans that providers subscribe to.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("interval", sa.Text(), nullable=False),
        sa.Column("trial_days", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        *_stamps(),
        sa.CheckConstraint("code ~ '^[a-z0-9-]{2,40}$'", name=op.f("ck_plans_code")),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_plans_price")),
        sa.CheckConstraint("\"interval\" IN ('month', 'year')", name=op.f("ck_plans_interval")),
        sa.CheckConstraint("trial_days BETWEEN 0 AND 365", name=op.f("ck_plans_trial")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("code", name=op.f("uq_plans_code")),
    )
    op.create_table(
        "plan_prices",
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_prices_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "company", name=op.f("pk_plan_prices")),
        sa.UniqueConstraint("company", "reference", name=op.f("uq_plan_prices_company_reference")),
    )
    _provider_plans()
    _sandbox()


def _provider_plans() -> None:
    op.create_table(
        "provider_plans",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=True),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("customer", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'ENDED'"), nullable=False),
        sa.Column("period_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at_period_end", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        *_stamps(),
        sa.CheckConstraint(
            "status IN ('OPEN', 'TRIAL', 'ACTIVE', 'PAST_DUE', 'ENDED')",
            name=op.f("ck_provider_plans_status"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_provider_plans_plan_id")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_provider_plans_provider_id")
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_provider_plans")),
        sa.UniqueConstraint("company", "reference", name=op.f("uq_provider_plans_company_reference")),
    )
    op.create_index(
        "idx_provider_plans_lapsed", "provider_plans", ["lapsed_at"], postgresql_where=sa.text("NOT hidden")
    )


def _sandbox() -> None:
    op.create_table(
        "sandbox_prices",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("interval", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_sandbox_prices_amount")),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_sandbox_prices")),
        sa.UniqueConstraint("key", name=op.f("uq_sandbox_prices_key")),
    )
    op.create_table(
        "sandbox_subscriptions",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.Text(), nullable=False),
        sa.Column("customer", sa.Text(), nullable=False),
        sa.Column("trial_days", sa.BigInteger(), nullable=False),
        sa.Column("success_url", sa.Text(), nullable=False),
        sa.Column("cancel_url", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("period_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at_period_end", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("good", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["price"], ["sandbox_prices.reference"], name=op.f("fk_sandbox_subscriptions_price")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_sandbox_subscriptions")),
        sa.UniqueConstraint("key", name=op.f("uq_sandbox_subscriptions_key")),
    )
    op.create_index("idx_sandbox_subscriptions_customer", "sandbox_subscriptions", ["customer", "created_at"])


def _stamps() -> list[sa.Column[object]]:
    return [
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
    ]


def downgrade() -> None:
    for table in ("sandbox_subscriptions", "sandbox_prices", "provider_plans", "plan_prices", "plans"):
        op.drop_table(table)
