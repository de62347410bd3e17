"""Outside calendars: accounts, what they take, our events in them, and what became of those.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# What is taken by other than us. A source that is not known any more closes everything, where its owner wants
# that. Its end is a date, so that whoever reckons with it finds a number.
BUSY_TIMES = """
    CREATE VIEW busy_times AS
    SELECT resource_id, during FROM busy_periods
    UNION ALL
    SELECT resource_id, tstzrange(now() - interval '1 day', now() + interval '5 years')
    FROM busy_sources WHERE closes AND fresh_until < now()
"""


def upgrade() -> None:
    op.create_table(
        "calendar_connections",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'CONNECTING'"), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("generation", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reading_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('CONNECTING', 'ACTIVE', 'LOST', 'FAILED', 'LEAVING')",
            name=op.f("ck_calendar_connections_state"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_connections_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_connections")),
    )
    op.create_index(
        "idx_calendar_connections_due",
        "calendar_connections",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'ACTIVE'"),
    )
    op.create_index("idx_calendar_connections_user", "calendar_connections", ["user_id", "id"], unique=False)
    op.create_table(
        "calendar_consents",
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sealed_verifier", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_consents_user_id")),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_calendar_consents")),
    )
    op.create_index("idx_calendar_consents_expires", "calendar_consents", ["expires_at"], unique=False)
    op.create_index(op.f("idx_calendar_consents_user_id"), "calendar_consents", ["user_id"], unique=False)
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_feeds_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    op.create_index("idx_calendar_feeds_user", "calendar_feeds", ["user_id", "id"], unique=False)
    op.create_table(
        "calendar_rules",
        sa.Column("provider_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("deleted IN ('ASK', 'PUT_BACK')", name=op.f("ck_calendar_rules_deleted")),
        sa.CheckConstraint("moved IN ('ACCEPT', 'ASK', 'PUT_BACK')", name=op.f("ck_calendar_rules_moved")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_calendar_rules_provider_id")
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_calendar_rules")),
    )
    op.create_table(
        "busy_sources",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fresh_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_busy_sources_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_sources")),
    )
    op.create_index("idx_busy_sources_resource", "busy_sources", ["resource_id"], unique=False)
    op.create_table(
        "calendars",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("connection_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("writable", sa.Boolean(), nullable=False),
        sa.Column("main", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("receives", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("source_id", sa.BigInteger(), nullable=True),
        sa.Column("tentative_blocks", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("whole_days_block", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("window_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("unread", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("channel_id", sa.Text(), nullable=True),
        sa.Column("channel_resource", sa.Text(), nullable=True),
        sa.Column("channel_digest", sa.LargeBinary(), nullable=True),
        sa.Column("channel_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"],
            ["calendar_connections.id"],
            name=op.f("fk_calendars_connection_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["busy_sources.id"], name=op.f("fk_calendars_source_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendars_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendars")),
        sa.UniqueConstraint("connection_id", "remote_id", name=op.f("uq_calendars_connection_id_remote_id")),
    )
    op.create_index(
        "idx_calendars_source",
        "calendars",
        ["source_id"],
        unique=False,
        postgresql_where=sa.text("source_id IS NOT NULL"),
    )
    op.create_index(
        "uq_calendars_channel",
        "calendars",
        ["channel_id"],
        unique=True,
        postgresql_where=sa.text("channel_id IS NOT NULL"),
    )
    op.create_index(
        "uq_calendars_one_receives",
        "calendars",
        ["user_id"],
        unique=True,
        postgresql_where=sa.text("receives"),
    )
    op.create_table(
        "calendar_conflicts",
        sa.Column("booking_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["bookings.id"], name=op.f("fk_calendar_conflicts_booking_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["busy_sources.id"],
            name=op.f("fk_calendar_conflicts_source_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("booking_id", "source_id", "item", name=op.f("pk_calendar_conflicts")),
    )
    op.create_index(
        "idx_calendar_conflicts_source", "calendar_conflicts", ["source_id", "item"], unique=False
    )
    op.create_table(
        "calendar_events",
        sa.Column("booking_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("calendar_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'LIVE'"), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_round", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("state IN ('LIVE', 'ASKED', 'GONE')", name=op.f("ck_calendar_events_state")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_calendar_events_booking_id")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendars.id"], name=op.f("fk_calendar_events_calendar_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("booking_id", "calendar_id", name=op.f("pk_calendar_events")),
    )
    op.create_index(
        "idx_calendar_events_remote", "calendar_events", ["calendar_id", "remote_id"], unique=False
    )
    op.create_table(
        "calendar_wishes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("calendar_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), server_default=sa.text("'OPEN'"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('MOVED', 'DELETED')", name=op.f("ck_calendar_wishes_kind")),
        sa.CheckConstraint(
            "state IN ('OPEN', 'ACCEPTED', 'REFUSED', 'VOID')", name=op.f("ck_calendar_wishes_state")
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_calendar_wishes_booking_id")),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["calendars.id"], name=op.f("fk_calendar_wishes_calendar_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_wishes_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_wishes")),
    )
    op.create_index("idx_calendar_wishes_user", "calendar_wishes", ["user_id", "id"], unique=False)
    op.create_index(
        "uq_calendar_wishes_open",
        "calendar_wishes",
        ["booking_id", "calendar_id"],
        unique=True,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.add_column("busy_periods", sa.Column("source_id", sa.BigInteger(), nullable=True))
    op.add_column("busy_periods", sa.Column("item", sa.Text(), nullable=True))
    op.add_column(
        "busy_periods", sa.Column("round", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "users", sa.Column("receives_events", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.execute(BUSY_TIMES)
    op.execute(
        "ALTER TABLE busy_periods ADD CONSTRAINT fk_busy_periods_source_id"
        " FOREIGN KEY (source_id) REFERENCES busy_sources (id) ON DELETE CASCADE NOT VALID"
    )
    op.execute(  # no row has a source yet: nobody waits long
        "-- squawk-ignore constraint-missing-not-valid\n"
        "ALTER TABLE busy_periods VALIDATE CONSTRAINT fk_busy_periods_source_id"
    )


def downgrade() -> None:
    op.execute("DROP VIEW busy_times")
    op.drop_column("users", "receives_events")
    op.drop_constraint(op.f("fk_busy_periods_source_id"), "busy_periods", type_="foreignkey")
    op.drop_column("busy_periods", "round")
    op.drop_column("busy_periods", "item")
    op.drop_column("busy_periods", "source_id")
    op.drop_index(
        "uq_calendar_wishes_open", table_name="calendar_wishes", postgresql_where=sa.text("state = 'OPEN'")
    )
    op.drop_index("idx_calendar_wishes_user", table_name="calendar_wishes")
    op.drop_table("calendar_wishes")
    op.drop_index("idx_calendar_events_remote", table_name="calendar_events")
    op.drop_table("calendar_events")
    op.drop_index("idx_calendar_conflicts_source", table_name="calendar_conflicts")
    op.drop_table("calendar_conflicts")
    op.drop_index("uq_calendars_one_receives", table_name="calendars", postgresql_where=sa.text("receives"))
    op.drop_index(
        "uq_calendars_channel", table_name="calendars", postgresql_where=sa.text("channel_id IS NOT NULL")
    )
    op.drop_index(
        "idx_calendars_source", table_name="calendars", postgresql_where=sa.text("source_id IS NOT NULL")
    )
    op.drop_table("calendars")
    op.drop_index("idx_busy_sources_resource", table_name="busy_sources")
    op.drop_table("busy_sources")
    op.drop_table("calendar_rules")
    op.drop_index("idx_calendar_feeds_user", table_name="calendar_feeds")
    op.drop_table("calendar_feeds")
    op.drop_index(op.f("idx_calendar_consents_user_id"), table_name="calendar_consents")
    op.drop_index("idx_calendar_consents_expires", table_name="calendar_consents")
    op.drop_table("calendar_consents")
    op.drop_index("idx_calendar_connections_user", table_name="calendar_connections")
    op.drop_index(
        "idx_calendar_connections_due",
        table_name="calendar_connections",
        postgresql_where=sa.text("state = 'ACTIVE'"),
    )
    op.drop_table("calendar_connections")
