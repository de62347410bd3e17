"""The tables of the technical design, and those that the design adds.

Revision ID: 0001
Revises: none
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "idempotency_keys",
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("resource_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("principal", "route", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("idx_idempotency_keys_created", "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("source", "event_id", name=op.f("pk_inbox")),
    )
    op.create_index("idx_inbox_received", "inbox", ["received_at"], unique=False)
    op.create_table(
        "inbox_mails",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("mime", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_mails")),
    )
    op.create_index(
        "idx_inbox_mails_recipient",
        "inbox_mails",
        [sa.literal_column("lower(recipient)"), "id"],
        unique=False,
    )
    op.create_index("uq_inbox_mails_message_id", "inbox_mails", ["message_id"], unique=True)
    op.create_table(
        "known_words",
        sa.Column("word", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_known_words")),
    )
    op.create_index(
        "idx_known_words_like",
        "known_words",
        ["word"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.create_table(
        "sandbox_checkouts",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("merchant", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("success_url", sa.Text(), nullable=False),
        sa.Column("cancel_url", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("declines", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("captured_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'processing', 'authorized', 'captured', 'voided', 'failed')",
            name=op.f("ck_sandbox_checkouts_state"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_sandbox_checkouts_amount")),
        sa.CheckConstraint(
            "captured_minor BETWEEN 0 AND amount_minor", name=op.f("ck_sandbox_checkouts_captured")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_sandbox_checkouts")),
        sa.UniqueConstraint("key", name=op.f("uq_sandbox_checkouts_key")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column(
            "args", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("dedupe_key", sa.Text(), nullable=True),
        sa.Column("priority", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'ready'"), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("max_attempts", sa.SmallInteger(), nullable=False),
        sa.Column("lease_token", sa.Uuid(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rung_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("trace_context", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('ready', 'running', 'done', 'dead', 'cancelled')", name=op.f("ck_tasks_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index(
        "idx_tasks_actor_due",
        "tasks",
        ["actor", "run_at"],
        unique=False,
        postgresql_where=sa.text("state = 'ready'"),
    )
    op.create_index(
        "idx_tasks_booking",
        "tasks",
        [sa.literal_column("(args ->> 'booking_id')")],
        unique=False,
        postgresql_where=sa.text("args ? 'booking_id'"),
    )
    op.create_index(
        "idx_tasks_dead", "tasks", ["done_at"], unique=False, postgresql_where=sa.text("state = 'dead'")
    )
    op.create_index(
        "idx_tasks_due", "tasks", ["run_at"], unique=False, postgresql_where=sa.text("state = 'ready'")
    )
    op.create_index(
        "idx_tasks_finished",
        "tasks",
        ["done_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('done', 'cancelled')"),
    )
    op.create_index(
        "idx_tasks_leases",
        "tasks",
        ["lease_until"],
        unique=False,
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_index(
        "uq_tasks_dedupe_key",
        "tasks",
        ["dedupe_key"],
        unique=True,
        postgresql_where=sa.text("dedupe_key IS NOT NULL"),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), server_default=sa.text("'en'"), nullable=False),
        sa.Column("clock", sa.Text(), nullable=True),
        sa.Column("phone_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("clock IN ('12h', '24h')", name=op.f("ck_users_clock")),
        sa.CheckConstraint("role IN ('CLIENT', 'PROVIDER', 'ADMIN')", name=op.f("ck_users_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index(
        "idx_users_email",
        "users",
        [sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("idx_users_role", "users", ["role"], unique=False)
    op.create_table(
        "client_billing",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "address_lines", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("tax_id_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_client_billing_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_client_billing")),
    )
    op.create_table(
        "clients",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column(
            "preferences",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_clients_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_clients")),
    )
    op.create_table(
        "notification_preferences",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("muted", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)",
            name=op.f("ck_notification_preferences_quiet_both"),
        ),
        sa.CheckConstraint(
            "quiet_from <> quiet_until", name=op.f("ck_notification_preferences_quiet_differ")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notification_preferences_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notification_preferences")),
    )
    op.create_table(
        "notifications",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), server_default=sa.text("'EMAIL'"), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column(
            "data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("status", sa.Text(), server_default=sa.text("'OWED'"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('OWED', 'SENT', 'REFUSED', 'DROPPED')", name=op.f("ck_notifications_status")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notifications_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
    )
    op.create_index("idx_notifications_booking", "notifications", ["booking_id"], unique=False)
    op.create_index(
        "idx_notifications_unread",
        "notifications",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_index("idx_notifications_user_date", "notifications", ["user_id", "created_at"], unique=False)
    op.create_index("uq_notifications_dedupe_key", "notifications", ["dedupe_key"], unique=True)
    op.create_table(
        "one_time_tokens",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_one_time_tokens_user_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_one_time_tokens")),
    )
    op.create_index(op.f("idx_one_time_tokens_user_id"), "one_time_tokens", ["user_id"], unique=False)
    op.create_table(
        "providers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bio", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "specializations", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("languages", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("hourly_rate_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text(), server_default=sa.text("'ONLINE'"), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("photo_url", sa.Text(), nullable=True),
        sa.Column("video_link", sa.Text(), nullable=True),
        sa.Column("rating", sa.Numeric(precision=3, scale=2), nullable=True),
        sa.Column("total_reviews", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "metadata",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("cancel_free_hours", sa.Integer(), server_default=sa.text("24"), nullable=False),
        sa.Column("cancel_late_percent", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("published", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("timetable_version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("meeting IN ('ONLINE', 'IN_PERSON', 'BOTH')", name=op.f("ck_providers_meeting")),
        sa.CheckConstraint("cancel_free_hours >= 0", name=op.f("ck_providers_cancel_free_hours")),
        sa.CheckConstraint(
            "cancel_late_percent BETWEEN 0 AND 100", name=op.f("ck_providers_cancel_late_percent")
        ),
        sa.CheckConstraint("hourly_rate_minor >= 0", name=op.f("ck_providers_hourly_rate")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_providers_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("user_id", name=op.f("uq_providers_user_id")),
    )
    op.create_index("idx_providers_hourly_rate", "providers", ["hourly_rate_minor"], unique=False)
    op.create_index(
        "idx_providers_languages", "providers", ["languages"], unique=False, postgresql_using="gin"
    )
    op.create_index("idx_providers_name", "providers", [sa.literal_column("lower(name)")], unique=False)
    op.create_index("idx_providers_place", "providers", ["latitude", "longitude"], unique=False)
    op.create_index(
        "idx_providers_rating", "providers", [sa.literal_column("rating DESC NULLS LAST")], unique=False
    )
    op.create_index(
        "idx_providers_specializations",
        "providers",
        ["specializations"],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "sandbox_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("checkout_reference", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deliveries", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkout_reference"],
            ["sandbox_checkouts.reference"],
            name=op.f("fk_sandbox_events_checkout_reference"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_events")),
    )
    op.create_index("idx_sandbox_events_checkout", "sandbox_events", ["checkout_reference"], unique=False)
    op.create_table(
        "sandbox_refunds",
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("checkout_reference", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_sandbox_refunds_amount")),
        sa.ForeignKeyConstraint(
            ["checkout_reference"],
            ["sandbox_checkouts.reference"],
            name=op.f("fk_sandbox_refunds_checkout_reference"),
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_sandbox_refunds")),
        sa.UniqueConstraint("key", name=op.f("uq_sandbox_refunds_key")),
    )
    op.create_index("idx_sandbox_refunds_checkout", "sandbox_refunds", ["checkout_reference"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("user_agent", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "last_used_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("idx_sign_ins_user_id"), "sign_ins", ["user_id"], unique=False)
    op.create_table(
        "availability",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("day_of_week", sa.SmallInteger(), nullable=False),
        sa.Column("start_minute", sa.SmallInteger(), nullable=False),
        sa.Column("end_minute", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("day_of_week BETWEEN 1 AND 7", name=op.f("ck_availability_day_of_week")),
        sa.CheckConstraint("end_minute BETWEEN 1 AND 1440", name=op.f("ck_availability_end_minute")),
        sa.CheckConstraint("start_minute BETWEEN 0 AND 1439", name=op.f("ck_availability_start_minute")),
        sa.CheckConstraint("valid_from <= valid_until", name=op.f("ck_availability_validity")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_availability_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability")),
    )
    op.create_index("idx_availability_provider", "availability", ["provider_id", "day_of_week"], unique=False)
    op.create_table(
        "availability_overrides",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("spans", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_availability_overrides_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_overrides")),
        sa.UniqueConstraint("provider_id", "date", name=op.f("uq_availability_overrides_provider_id_date")),
    )
    op.create_table(
        "invoice_series",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_invoice_series_last")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_invoice_series_provider_id")
        ),
        sa.PrimaryKeyConstraint("provider_id", "kind", "year", name=op.f("pk_invoice_series")),
    )
    op.create_table(
        "offerings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("step_minutes", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("buffer_before_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("buffer_after_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("horizon_days", sa.Integer(), server_default=sa.text("60"), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("payment", sa.Text(), server_default=sa.text("'NOW'"), nullable=False),
        sa.Column("deposit_percent", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column("no_show_percent", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column(
            "reminder_minutes",
            postgresql.ARRAY(sa.Integer()),
            server_default=sa.text("'{1440,60}'"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("payment IN ('NOW', 'LATER')", name=op.f("ck_offerings_payment")),
        sa.CheckConstraint(
            "buffer_before_minutes >= 0 AND buffer_after_minutes >= 0", name=op.f("ck_offerings_buffers")
        ),
        sa.CheckConstraint("deposit_percent BETWEEN 1 AND 100", name=op.f("ck_offerings_deposit_percent")),
        sa.CheckConstraint("duration_minutes BETWEEN 5 AND 1440", name=op.f("ck_offerings_duration")),
        sa.CheckConstraint("no_show_percent BETWEEN 0 AND 100", name=op.f("ck_offerings_no_show_percent")),
        sa.CheckConstraint(
            "notice_minutes >= 0 AND horizon_days BETWEEN 1 AND 730", name=op.f("ck_offerings_notice_horizon")
        ),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_offerings_price")),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_offerings_seats")),
        sa.CheckConstraint("step_minutes BETWEEN 5 AND 1440", name=op.f("ck_offerings_step")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_offerings_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offerings")),
    )
    op.create_index("idx_offerings_provider", "offerings", ["provider_id", "position", "id"], unique=False)
    op.create_table(
        "payout_accounts",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'ASKED'"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('ASKED', 'PENDING', 'READY', 'BLOCKED')", name=op.f("ck_payout_accounts_status")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_payout_accounts_provider_id")
        ),
        sa.PrimaryKeyConstraint("provider_id", "company", name=op.f("pk_payout_accounts")),
        sa.UniqueConstraint("company", "reference", name=op.f("uq_payout_accounts_company_reference")),
    )
    op.create_table(
        "promo_codes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("max_redemptions", sa.Integer(), nullable=True),
        sa.Column("max_per_client", sa.Integer(), nullable=True),
        sa.Column("offering_ids", postgresql.ARRAY(sa.BigInteger()), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("code ~ '^[A-Z0-9_-]{3,40}$'", name=op.f("ck_promo_codes_code")),
        sa.CheckConstraint(
            "(amount_minor IS NULL) = (currency IS NULL)", name=op.f("ck_promo_codes_currency")
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_promo_codes_amount")),
        sa.CheckConstraint("max_redemptions > 0 AND max_per_client > 0", name=op.f("ck_promo_codes_limits")),
        sa.CheckConstraint(
            "num_nonnulls(percent, amount_minor) = 1", name=op.f("ck_promo_codes_percent_or_amount")
        ),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name=op.f("ck_promo_codes_percent")),
        sa.CheckConstraint("valid_from < valid_until", name=op.f("ck_promo_codes_validity")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_promo_codes_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promo_codes")),
    )
    op.create_index(
        "uq_promo_codes_provider_code",
        "promo_codes",
        ["provider_id", "code"],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "provider_billing",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column(
            "address_lines", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("tax_id_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tax_rate", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("prices_include_tax", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("tax_rate BETWEEN 0 AND 10000", name=op.f("ck_provider_billing_tax_rate")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_provider_billing_provider_id")
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_provider_billing")),
    )
    op.create_table(
        "provider_words",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("offers", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column(
            "vector",
            postgresql.TSVECTOR(),
            sa.Computed(
                "setweight(to_tsvector('simple'::regconfig, name), 'A') || setweight(to_tsvector('simple'::regconfig, skills), 'B') || setweight(to_tsvector('simple'::regconfig, offers), 'C') || setweight(to_tsvector('simple'::regconfig, about), 'D') || to_tsvector('english'::regconfig, skills || ' ' || offers || ' ' || about) || to_tsvector('german'::regconfig, skills || ' ' || offers || ' ' || about) || to_tsvector('french'::regconfig, skills || ' ' || offers || ' ' || about) || to_tsvector('spanish'::regconfig, skills || ' ' || offers || ' ' || about)",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_provider_words_provider_id")
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_provider_words")),
    )
    op.create_index(
        "idx_provider_words_vector", "provider_words", ["vector"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "refresh_tokens",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sign_in_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("spent_by", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sign_in_id"], ["sign_ins.id"], name=op.f("fk_refresh_tokens_sign_in_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_refresh_tokens")),
    )
    op.create_index(op.f("idx_refresh_tokens_sign_in_id"), "refresh_tokens", ["sign_in_id"], unique=False)
    op.create_table(
        "resources",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'time'"), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('time', 'room', 'device')", name=op.f("ck_resources_kind")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_resources_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
    )
    op.create_index(
        "uq_resources_time",
        "resources",
        ["provider_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'time'"),
    )
    op.create_table(
        "search_documents",
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("next_free", sa.DateTime(timezone=True), nullable=True),
        sa.Column("indexed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_search_documents_provider_id")
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_search_documents")),
    )
    op.create_index("idx_search_documents_indexed", "search_documents", ["indexed_at"], unique=False)
    op.create_index("idx_search_documents_next_free", "search_documents", ["next_free"], unique=False)
    op.create_table(
        "search_free",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts", postgresql.INT8MULTIRANGE(), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_search_free_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_free")),
    )
    op.create_index("idx_search_free_provider", "search_free", ["provider_id", "minutes"], unique=True)
    op.create_index(
        "idx_search_free_starts", "search_free", ["starts"], unique=False, postgresql_using="gist"
    )
    op.create_table(
        "packages",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("valid_months", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("credits BETWEEN 1 AND 1000", name=op.f("ck_packages_credits")),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_packages_price")),
        sa.CheckConstraint("valid_months BETWEEN 1 AND 60", name=op.f("ck_packages_valid_months")),
        sa.ForeignKeyConstraint(["offering_id"], ["offerings.id"], name=op.f("fk_packages_offering_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_packages_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packages")),
    )
    op.create_index("idx_packages_provider", "packages", ["provider_id", "id"], unique=False)
    op.create_table(
        "time_off",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_time_off_during")),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_time_off_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off")),
    )
    op.create_index(
        "idx_time_off_during", "time_off", ["resource_id", sa.literal_column("lower(during)")], unique=False
    )
    op.create_table(
        "busy_periods",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("time_off_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_busy_periods_resource_id")),
        sa.ForeignKeyConstraint(
            ["time_off_id"], ["time_off.id"], name=op.f("fk_busy_periods_time_off_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_periods")),
    )
    op.create_index(
        "idx_busy_periods_during",
        "busy_periods",
        ["resource_id", "during"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(op.f("idx_busy_periods_time_off_id"), "busy_periods", ["time_off_id"], unique=False)
    op.create_table(
        "occupancies",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=True),
        sa.Column("offering_id", sa.BigInteger(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("seats_taken", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("time_off_id", sa.BigInteger(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("resource_id"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("active"),
            using="gist",
            name="ex_occupancies_one_at_a_time",
        ),
        sa.CheckConstraint("kind IN ('booking', 'hold', 'time_off')", name=op.f("ck_occupancies_kind")),
        sa.CheckConstraint("NOT isempty(during)", name=op.f("ck_occupancies_during")),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND capacity", name=op.f("ck_occupancies_seats")),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_occupancies_resource_id")),
        sa.ForeignKeyConstraint(
            ["time_off_id"], ["time_off.id"], name=op.f("fk_occupancies_time_off_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancies")),
    )
    op.create_index("idx_occupancies_booking", "occupancies", ["booking_id"], unique=False)
    op.create_index(
        "idx_occupancies_time_off",
        "occupancies",
        ["time_off_id"],
        unique=False,
        postgresql_where=sa.text("time_off_id IS NOT NULL"),
    )
    op.create_table(
        "package_purchases",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("package_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("valid_months", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'UNPAID'"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status <> 'ACTIVE' OR expires_at IS NOT NULL", name=op.f("ck_package_purchases_active_until")
        ),
        sa.CheckConstraint(
            "status IN ('UNPAID', 'ACTIVE', 'CLOSED', 'REFUNDED')", name=op.f("ck_package_purchases_status")
        ),
        sa.CheckConstraint("credits > 0", name=op.f("ck_package_purchases_credits")),
        sa.CheckConstraint("price_minor > 0", name=op.f("ck_package_purchases_price")),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_package_purchases_client_id")),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offerings.id"], name=op.f("fk_package_purchases_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["package_id"], ["packages.id"], name=op.f("fk_package_purchases_package_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_package_purchases_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_purchases")),
    )
    op.create_index(
        "idx_package_purchases_client", "package_purchases", ["client_id", "created_at"], unique=False
    )
    op.create_index(
        "idx_package_purchases_provider", "package_purchases", ["provider_id", "created_at"], unique=False
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("offering_id", sa.BigInteger(), nullable=False),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wall_start", sa.DateTime(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("tz_version", sa.Text(), nullable=False),
        sa.Column("client_timezone", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'REQUESTED'"), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("attention", sa.Text(), nullable=True),
        sa.Column("hold_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("payment_required", sa.Boolean(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("cancel_free_hours", sa.Integer(), nullable=False),
        sa.Column("cancel_late_percent", sa.Integer(), nullable=False),
        sa.Column("no_show_percent", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column("deposit_percent", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column(
            "due_minor",
            sa.BigInteger(),
            sa.Computed("(amount_minor * deposit_percent + 99) / 100", persisted=True),
            nullable=False,
        ),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("video_call_link", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("cancelled_by", sa.BigInteger(), nullable=True),
        sa.Column("refund_due_minor", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("promo_code_id", sa.BigInteger(), nullable=True),
        sa.Column("discount_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("package_purchase_id", sa.BigInteger(), nullable=True),
        sa.Column("promotion_kept", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(status = 'PENDING') = (step IS NOT NULL)", name=op.f("ck_bookings_step_when_pending")
        ),
        sa.CheckConstraint(
            "status IN ('REQUESTED', 'PENDING', 'CONFIRMED', 'COMPLETED', 'NO_SHOW', 'CANCELLED', 'REJECTED', 'EXPIRED')",
            name=op.f("ck_bookings_status"),
        ),
        sa.CheckConstraint(
            "step IN ('HELD', 'APPROVAL', 'PAYING', 'EXPIRING', 'CANCELLING')", name=op.f("ck_bookings_step")
        ),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_bookings_amount")),
        sa.CheckConstraint("char_length(notes) <= 500", name=op.f("ck_bookings_notes")),
        sa.CheckConstraint("discount_minor >= 0", name=op.f("ck_bookings_discount")),
        sa.CheckConstraint("start_time < end_time", name=op.f("ck_bookings_times")),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_bookings_client_id")),
        sa.ForeignKeyConstraint(["offering_id"], ["offerings.id"], name=op.f("fk_bookings_offering_id")),
        sa.ForeignKeyConstraint(
            ["package_purchase_id"], ["package_purchases.id"], name=op.f("fk_bookings_package_purchase_id")
        ),
        sa.ForeignKeyConstraint(
            ["promo_code_id"], ["promo_codes.id"], name=op.f("fk_bookings_promo_code_id")
        ),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_bookings_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
    )
    op.create_index("idx_bookings_client_date", "bookings", ["client_id", "start_time"], unique=False)
    op.create_index(
        "idx_bookings_package_purchase",
        "bookings",
        ["package_purchase_id"],
        unique=False,
        postgresql_where=sa.text("package_purchase_id IS NOT NULL"),
    )
    op.create_index(
        "idx_bookings_promo_code",
        "bookings",
        ["promo_code_id", "client_id"],
        unique=False,
        postgresql_where=sa.text("promo_code_id IS NOT NULL"),
    )
    op.create_index("idx_bookings_provider_date", "bookings", ["provider_id", "start_time"], unique=False)
    op.create_index(
        "idx_bookings_provider_status_date", "bookings", ["provider_id", "status", "start_time"], unique=False
    )
    op.create_index("idx_bookings_status", "bookings", ["status"], unique=False)
    op.create_index(
        "uq_bookings_one_request",
        "bookings",
        ["client_id", "offering_id", "start_time"],
        unique=True,
        postgresql_where=sa.text("status IN ('REQUESTED', 'PENDING', 'CONFIRMED')"),
    )
    op.create_table(
        "booking_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_booking_events_booking_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_events")),
    )
    op.create_index("idx_booking_events_booking", "booking_events", ["booking_id", "id"], unique=False)
    op.create_table(
        "payments",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=True),
        sa.Column("purchase_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'CREATING'"), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("company_reference", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checkout_url", sa.Text(), nullable=True),
        sa.Column("destination", sa.Text(), nullable=True),
        sa.Column("captured_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("lost_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("fee_minor", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attention", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "status IN ('CREATING', 'OPEN', 'PROCESSING', 'AUTHORIZED', 'CAPTURED', 'VOIDED', 'FAILED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED', 'LOST')",
            name=op.f("ck_payments_status"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_payments_amount")),
        sa.CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name=op.f("ck_payments_captured")),
        sa.CheckConstraint("fee_minor BETWEEN 0 AND amount_minor", name=op.f("ck_payments_fee")),
        sa.CheckConstraint(
            "lost_minor BETWEEN 0 AND captured_minor - refunded_minor", name=op.f("ck_payments_balance")
        ),
        sa.CheckConstraint(
            "num_nonnulls(booking_id, purchase_id) = 1", name=op.f("ck_payments_pays_for_one")
        ),
        sa.CheckConstraint("refunded_minor BETWEEN 0 AND captured_minor", name=op.f("ck_payments_refunded")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_payments_booking_id")),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_payments_client_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_payments_provider_id")),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["package_purchases.id"], name=op.f("fk_payments_purchase_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint(
            "company", "company_reference", name=op.f("uq_payments_company_company_reference")
        ),
    )
    op.create_index("idx_payments_asked", "payments", ["asked_at"], unique=False)
    op.create_index(
        "idx_payments_attention",
        "payments",
        ["updated_at", "id"],
        unique=False,
        postgresql_where=sa.text("attention IS NOT NULL"),
    )
    op.create_index("idx_payments_booking", "payments", ["booking_id"], unique=False)
    op.create_index("idx_payments_changed", "payments", ["updated_at"], unique=False)
    op.create_index("idx_payments_client_date", "payments", ["client_id", "created_at"], unique=False)
    op.create_index(
        "idx_payments_open",
        "payments",
        ["updated_at"],
        unique=False,
        postgresql_where=sa.text("status IN ('CREATING', 'OPEN', 'PROCESSING', 'AUTHORIZED')"),
    )
    op.create_index("idx_payments_provider_date", "payments", ["provider_id", "created_at"], unique=False)
    op.create_index(
        "idx_payments_purchase",
        "payments",
        ["purchase_id"],
        unique=False,
        postgresql_where=sa.text("purchase_id IS NOT NULL"),
    )
    op.create_index(
        "uq_payments_one_alive",
        "payments",
        ["booking_id"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('VOIDED', 'FAILED')"),
    )
    op.create_index(
        "uq_payments_one_alive_purchase",
        "payments",
        ["purchase_id"],
        unique=True,
        postgresql_where=sa.text("status NOT IN ('VOIDED', 'FAILED')"),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_reviews_rating")),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_reviews_booking_id")),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_reviews_client_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_reviews_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("booking_id", name=op.f("uq_reviews_booking_id")),
    )
    op.create_index("idx_reviews_provider_date", "reviews", ["provider_id", "created_at"], unique=False)
    op.create_table(
        "disputes",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'OPEN'"), nullable=False),
        sa.Column("company_reference", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("status IN ('OPEN', 'WON', 'LOST')", name=op.f("ck_disputes_status")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_disputes_amount")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_disputes_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint(
            "payment_id", "company_reference", name=op.f("uq_disputes_payment_id_company_reference")
        ),
    )
    op.create_table(
        "postings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("movement", sa.Text(), nullable=False),
        sa.Column("debit", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "debit IN ('COMPANY', 'PROVIDER', 'SITE', 'DISPUTED', 'LOSS') AND credit IN ('COMPANY', 'PROVIDER', 'SITE', 'DISPUTED', 'LOSS')",
            name=op.f("ck_postings_accounts"),
        ),
        sa.CheckConstraint(
            "movement IN ('CAPTURED', 'FEE', 'REFUNDED', 'REFUND_RETURNED', 'DISPUTE_OPENED', 'DISPUTE_WON', 'DISPUTE_LOST', 'CHARGED_BACK', 'CHARGE_RELIEVED')",
            name=op.f("ck_postings_movement"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_postings_amount")),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_postings_legs")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_postings_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
        sa.UniqueConstraint("company", "movement", "reference", name="uq_postings_once"),
    )
    op.create_index("idx_postings_payment", "postings", ["payment_id", "id"], unique=False)
    op.create_table(
        "refunds",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'OWED'"), nullable=False),
        sa.Column("company_reference", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("updated_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("status IN ('OWED', 'PENDING', 'DONE', 'FAILED')", name=op.f("ck_refunds_status")),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_refunds_amount")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_refunds_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
        sa.UniqueConstraint(
            "payment_id", "company_reference", name=op.f("uq_refunds_payment_id_company_reference")
        ),
    )
    op.create_index("idx_refunds_payment", "refunds", ["payment_id"], unique=False)
    op.create_table(
        "review_reports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("review_id", sa.BigInteger(), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["reporter_id"], ["users.id"], name=op.f("fk_review_reports_reporter_id")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_review_reports_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_reports")),
        sa.UniqueConstraint("review_id", "reporter_id", name=op.f("uq_review_reports_review_id_reporter_id")),
    )
    op.create_index(
        "idx_review_reports_open",
        "review_reports",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "invoices",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.BigInteger(), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("refund_id", sa.BigInteger(), nullable=True),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.Column("series_year", sa.Integer(), nullable=False),
        sa.Column("series_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_included", sa.Boolean(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("corrects_number", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("parties_sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'CREDIT_NOTE') = (refund_id IS NOT NULL) AND (refund_id IS NULL) = (corrects_id IS NULL)",
            name=op.f("ck_invoices_correction"),
        ),
        sa.CheckConstraint("kind IN ('INVOICE', 'CREDIT_NOTE')", name=op.f("ck_invoices_kind")),
        sa.CheckConstraint("net_minor + tax_minor = gross_minor", name=op.f("ck_invoices_total")),
        sa.CheckConstraint(
            "net_minor >= 0 AND tax_minor >= 0 AND paid_minor > 0", name=op.f("ck_invoices_amounts")
        ),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_invoices_booking_id")),
        sa.ForeignKeyConstraint(["client_id"], ["users.id"], name=op.f("fk_invoices_client_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["invoices.id"], name=op.f("fk_invoices_corrects_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_invoices_payment_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_invoices_provider_id")),
        sa.ForeignKeyConstraint(["refund_id"], ["refunds.id"], name=op.f("fk_invoices_refund_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("provider_id", "kind", "series_year", "series_number", name="uq_invoices_number"),
        sa.UniqueConstraint("refund_id", name="uq_invoices_refund"),
    )
    op.create_index("idx_invoices_booking", "invoices", ["booking_id"], unique=False)
    op.create_index("idx_invoices_client_date", "invoices", ["client_id", "issued_at"], unique=False)
    op.create_index("idx_invoices_corrects", "invoices", ["corrects_id"], unique=False)
    op.create_index("idx_invoices_provider_date", "invoices", ["provider_id", "issued_at"], unique=False)
    op.create_index(
        "uq_invoices_payment",
        "invoices",
        ["payment_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'INVOICE'"),
    )


def downgrade() -> None:
    op.drop_index("uq_invoices_payment", table_name="invoices", postgresql_where=sa.text("kind = 'INVOICE'"))
    op.drop_index("idx_invoices_provider_date", table_name="invoices")
    op.drop_index("idx_invoices_corrects", table_name="invoices")
    op.drop_index("idx_invoices_client_date", table_name="invoices")
    op.drop_index("idx_invoices_booking", table_name="invoices")
    op.drop_table("invoices")
    op.drop_index(
        "idx_review_reports_open", table_name="review_reports", postgresql_where=sa.text("settled_at IS NULL")
    )
    op.drop_table("review_reports")
    op.drop_index("idx_refunds_payment", table_name="refunds")
    op.drop_table("refunds")
    op.drop_index("idx_postings_payment", table_name="postings")
    op.drop_table("postings")
    op.drop_table("disputes")
    op.drop_index("idx_reviews_provider_date", table_name="reviews")
    op.drop_table("reviews")
    op.drop_index(
        "uq_payments_one_alive_purchase",
        table_name="payments",
        postgresql_where=sa.text("status NOT IN ('VOIDED', 'FAILED')"),
    )
    op.drop_index(
        "uq_payments_one_alive",
        table_name="payments",
        postgresql_where=sa.text("status NOT IN ('VOIDED', 'FAILED')"),
    )
    op.drop_index(
        "idx_payments_purchase", table_name="payments", postgresql_where=sa.text("purchase_id IS NOT NULL")
    )
    op.drop_index("idx_payments_provider_date", table_name="payments")
    op.drop_index(
        "idx_payments_open",
        table_name="payments",
        postgresql_where=sa.text("status IN ('CREATING', 'OPEN', 'PROCESSING', 'AUTHORIZED')"),
    )
    op.drop_index("idx_payments_client_date", table_name="payments")
    op.drop_index("idx_payments_changed", table_name="payments")
    op.drop_index("idx_payments_booking", table_name="payments")
    op.drop_index(
        "idx_payments_attention", table_name="payments", postgresql_where=sa.text("attention IS NOT NULL")
    )
    op.drop_index("idx_payments_asked", table_name="payments")
    op.drop_table("payments")
    op.drop_index("idx_booking_events_booking", table_name="booking_events")
    op.drop_table("booking_events")
    op.drop_index(
        "uq_bookings_one_request",
        table_name="bookings",
        postgresql_where=sa.text("status IN ('REQUESTED', 'PENDING', 'CONFIRMED')"),
    )
    op.drop_index("idx_bookings_status", table_name="bookings")
    op.drop_index("idx_bookings_provider_status_date", table_name="bookings")
    op.drop_index("idx_bookings_provider_date", table_name="bookings")
    op.drop_index(
        "idx_bookings_promo_code",
        table_name="bookings",
        postgresql_where=sa.text("promo_code_id IS NOT NULL"),
    )
    op.drop_index(
        "idx_bookings_package_purchase",
        table_name="bookings",
        postgresql_where=sa.text("package_purchase_id IS NOT NULL"),
    )
    op.drop_index("idx_bookings_client_date", table_name="bookings")
    op.drop_table("bookings")
    op.drop_index("idx_package_purchases_provider", table_name="package_purchases")
    op.drop_index("idx_package_purchases_client", table_name="package_purchases")
    op.drop_table("package_purchases")
    op.drop_index(
        "idx_occupancies_time_off",
        table_name="occupancies",
        postgresql_where=sa.text("time_off_id IS NOT NULL"),
    )
    op.drop_index("idx_occupancies_booking", table_name="occupancies")
    op.drop_table("occupancies")
    op.drop_index(op.f("idx_busy_periods_time_off_id"), table_name="busy_periods")
    op.drop_index("idx_busy_periods_during", table_name="busy_periods", postgresql_using="gist")
    op.drop_table("busy_periods")
    op.drop_index("idx_time_off_during", table_name="time_off")
    op.drop_table("time_off")
    op.drop_index("idx_packages_provider", table_name="packages")
    op.drop_table("packages")
    op.drop_index("idx_search_free_starts", table_name="search_free", postgresql_using="gist")
    op.drop_index("idx_search_free_provider", table_name="search_free")
    op.drop_table("search_free")
    op.drop_index("idx_search_documents_next_free", table_name="search_documents")
    op.drop_index("idx_search_documents_indexed", table_name="search_documents")
    op.drop_table("search_documents")
    op.drop_index("uq_resources_time", table_name="resources", postgresql_where=sa.text("kind = 'time'"))
    op.drop_table("resources")
    op.drop_index(op.f("idx_refresh_tokens_sign_in_id"), table_name="refresh_tokens")
    op.drop_table("refresh_tokens")
    op.drop_index("idx_provider_words_vector", table_name="provider_words", postgresql_using="gin")
    op.drop_table("provider_words")
    op.drop_table("provider_billing")
    op.drop_index(
        "uq_promo_codes_provider_code",
        table_name="promo_codes",
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.drop_table("promo_codes")
    op.drop_table("payout_accounts")
    op.drop_index("idx_offerings_provider", table_name="offerings")
    op.drop_table("offerings")
    op.drop_table("invoice_series")
    op.drop_table("availability_overrides")
    op.drop_index("idx_availability_provider", table_name="availability")
    op.drop_table("availability")
    op.drop_index(op.f("idx_sign_ins_user_id"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_index("idx_sandbox_refunds_checkout", table_name="sandbox_refunds")
    op.drop_table("sandbox_refunds")
    op.drop_index("idx_sandbox_events_checkout", table_name="sandbox_events")
    op.drop_table("sandbox_events")
    op.drop_index("idx_providers_specializations", table_name="providers", postgresql_using="gin")
    op.drop_index("idx_providers_rating", table_name="providers")
    op.drop_index("idx_providers_place", table_name="providers")
    op.drop_index("idx_providers_name", table_name="providers")
    op.drop_index("idx_providers_languages", table_name="providers", postgresql_using="gin")
    op.drop_index("idx_providers_hourly_rate", table_name="providers")
    op.drop_table("providers")
    op.drop_index(op.f("idx_one_time_tokens_user_id"), table_name="one_time_tokens")
    op.drop_table("one_time_tokens")
    op.drop_index("uq_notifications_dedupe_key", table_name="notifications")
    op.drop_index("idx_notifications_user_date", table_name="notifications")
    op.drop_index(
        "idx_notifications_unread", table_name="notifications", postgresql_where=sa.text("read_at IS NULL")
    )
    op.drop_index("idx_notifications_booking", table_name="notifications")
    op.drop_table("notifications")
    op.drop_table("notification_preferences")
    op.drop_table("clients")
    op.drop_table("client_billing")
    op.drop_index("idx_users_role", table_name="users")
    op.drop_index("idx_users_email", table_name="users", postgresql_where=sa.text("deleted_at IS NULL"))
    op.drop_table("users")
    op.drop_index(
        "uq_tasks_dedupe_key", table_name="tasks", postgresql_where=sa.text("dedupe_key IS NOT NULL")
    )
    op.drop_index("idx_tasks_leases", table_name="tasks", postgresql_where=sa.text("state = 'running'"))
    op.drop_index(
        "idx_tasks_finished", table_name="tasks", postgresql_where=sa.text("state IN ('done', 'cancelled')")
    )
    op.drop_index("idx_tasks_due", table_name="tasks", postgresql_where=sa.text("state = 'ready'"))
    op.drop_index("idx_tasks_dead", table_name="tasks", postgresql_where=sa.text("state = 'dead'"))
    op.drop_index("idx_tasks_booking", table_name="tasks", postgresql_where=sa.text("args ? 'booking_id'"))
    op.drop_index("idx_tasks_actor_due", table_name="tasks", postgresql_where=sa.text("state = 'ready'"))
    op.drop_table("tasks")
    op.drop_table("sandbox_checkouts")
    op.drop_index(
        "idx_known_words_like",
        table_name="known_words",
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.drop_table("known_words")
    op.drop_index("uq_inbox_mails_message_id", table_name="inbox_mails")
    op.drop_index("idx_inbox_mails_recipient", table_name="inbox_mails")
    op.drop_table("inbox_mails")
    op.drop_index("idx_inbox_received", table_name="inbox")
    op.drop_table("inbox")
    op.drop_index("idx_idempotency_keys_created", table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
