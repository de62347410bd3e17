"""Offerings that are not listed, links to them, questions and their sealed answers.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "offerings",
        sa.Column(
            "questions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
    )
    op.add_column(
        "offerings", sa.Column("listed", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.create_table(
        "booking_links",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("max_uses", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("max_uses >= 1", name=op.f("ck_booking_links_max_uses")),
        sa.ForeignKeyConstraint(["offering_id"], ["offerings.id"], name=op.f("fk_booking_links_offering_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_booking_links_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_booking_links_token_hash")),
    )
    op.create_index("idx_booking_links_offering", "booking_links", ["offering_id", "id"], unique=False)
    op.create_table(
        "booking_answers",
        sa.Column("booking_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_booking_answers_booking_id")),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_booking_answers")),
    )
    op.add_column("bookings", sa.Column("link_id", sa.BigInteger(), nullable=True))
    op.execute(
        "ALTER TABLE bookings ADD CONSTRAINT fk_bookings_link_id"
        " FOREIGN KEY (link_id) REFERENCES booking_links (id) NOT VALID"
    )
    # A new column is empty: there is nothing to look at, and the index holds no row yet.
    op.execute(
        "-- squawk-ignore constraint-missing-not-valid\n"
        "ALTER TABLE bookings VALIDATE CONSTRAINT fk_bookings_link_id"
    )
    op.execute(
        "-- squawk-ignore require-concurrent-index-creation\n"
        "CREATE INDEX idx_bookings_link ON bookings (link_id) WHERE link_id IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_index("idx_bookings_link", table_name="bookings")
    op.drop_column("bookings", "link_id")
    op.drop_table("booking_answers")
    op.drop_table("booking_links")
    op.drop_column("offerings", "listed")
    op.drop_column("offerings", "questions")
