"""What timetables said and what was taken at past moments, remembered by triggers.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# Everything written down that decides about times. A line is added where it says something new. By the clock and
# not by the transaction's beginning: of two who waited for each other the later one's line comes last.
_REMEMBER_TIMETABLE = """
CREATE FUNCTION remember_timetable(provider bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO timetable_history (provider_id, at, snapshot)
    SELECT provider, clock_timestamp(), said.snapshot
    FROM (SELECT jsonb_build_object(
        'published', p.published AND p.deleted_at IS NULL,
        'timezone', p.timezone, 'rest_minutes', p.rest_minutes, 'provider_limits', p.limits,
        'holiday_country', p.holiday_country, 'holiday_subdivision', p.holiday_subdivision,
        'holidays_worked', p.holidays_worked,
        'weekly', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'id', id, 'schedule_id', schedule_id, 'day_of_week', day_of_week,
                       'start_minute', start_minute, 'end_minute', end_minute,
                       'valid_from', valid_from, 'valid_until', valid_until) ORDER BY id), '[]')
                   FROM availability WHERE provider_id = p.id),
        'overrides', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                          'id', id, 'schedule_id', schedule_id, 'date', date, 'spans', spans,
                          'reason', reason) ORDER BY id), '[]')
                      FROM availability_overrides WHERE provider_id = p.id),
        'trips', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                      'id', id, 'first_date', first_date, 'last_date', last_date,
                      'timezone', timezone) ORDER BY id), '[]')
                  FROM trips WHERE provider_id = p.id),
        'offerings', (SELECT coalesce(jsonb_agg(
                          to_jsonb(o) - '{description,questions,version,created_at,updated_at,created_by,updated_by}'::text[]
                          ORDER BY o.position, o.id), '[]')
                      FROM offerings o WHERE o.provider_id = p.id AND o.deleted_at IS NULL AND o.active)
        ) AS snapshot FROM providers p WHERE p.id = provider) said
    WHERE said.snapshot IS DISTINCT FROM (
        SELECT snapshot FROM timetable_history WHERE provider_id = provider ORDER BY at DESC LIMIT 1)
$$
"""
_ON_TIMETABLE = """
CREATE FUNCTION remember_changed_timetable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM remember_timetable(NEW.id);
    RETURN NULL;
END $$
"""
# At the end of the transaction: only then does the timetable say what it is going to say.
_TIMETABLE_TRIGGERS = (
    """
    CREATE CONSTRAINT TRIGGER remember_new_timetable AFTER INSERT ON providers
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION remember_changed_timetable()
    """,
    """
    CREATE CONSTRAINT TRIGGER remember_timetable AFTER UPDATE OF timetable_version, published ON providers
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN (OLD.timetable_version <> NEW.timetable_version OR OLD.published <> NEW.published)
        EXECUTE FUNCTION remember_changed_timetable()
    """,
)
# What holds still is not written twice: a line is made when a stretch is given back, or becomes another one.
_ON_OCCUPANCY = """
CREATE FUNCTION remember_occupancy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO taken_history (resource_id, during, kind, booking_id, offering_id, starts_at, time_off_id, since)
    VALUES (OLD.resource_id, OLD.during, OLD.kind, OLD.booking_id, OLD.offering_id, OLD.starts_at,
            OLD.time_off_id, OLD.taken_at);
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    NEW.taken_at := now();
    RETURN NEW;
END $$
"""
_ON_BUSY = """
CREATE FUNCTION remember_busy_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO taken_history (resource_id, during, kind, time_off_id, source_id, since)
    VALUES (OLD.resource_id, OLD.during, 'busy', OLD.time_off_id, OLD.source_id, OLD.taken_at);
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    NEW.taken_at := now();
    RETURN NEW;
END $$
"""
_TAKEN_TRIGGERS = (
    """
    CREATE TRIGGER remember_given_back AFTER DELETE ON occupancies
        FOR EACH ROW WHEN (OLD.active) EXECUTE FUNCTION remember_occupancy()
    """,
    """
    CREATE TRIGGER remember_changed BEFORE UPDATE OF resource_id, during, booking_id, active ON occupancies
        FOR EACH ROW WHEN ((OLD.resource_id, OLD.during, OLD.booking_id, OLD.active)
                           IS DISTINCT FROM (NEW.resource_id, NEW.during, NEW.booking_id, NEW.active))
        EXECUTE FUNCTION remember_occupancy()
    """,
    """
    CREATE TRIGGER remember_given_back AFTER DELETE ON busy_periods
        FOR EACH ROW EXECUTE FUNCTION remember_busy_period()
    """,
    """
    CREATE TRIGGER remember_changed BEFORE UPDATE OF during ON busy_periods
        FOR EACH ROW WHEN (OLD.during <> NEW.during) EXECUTE FUNCTION remember_busy_period()
    """,
)
_FUNCTIONS = (
    "remember_busy_period()",
    "remember_occupancy()",
    "remember_changed_timetable()",
    "remember_timetable(bigint)",
)


def upgrade() -> None:
    op.create_table(
        "timetable_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["providers.id"], name=op.f("fk_timetable_history_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_history")),
    )
    op.create_index("idx_timetable_history_provider", "timetable_history", ["provider_id", "at"])
    op.create_table(
        "taken_history",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("resource_id", sa.BigInteger(), nullable=False),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("booking_id", sa.BigInteger(), nullable=True),
        sa.Column("offering_id", sa.BigInteger(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_off_id", sa.BigInteger(), nullable=True),
        sa.Column("source_id", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["resource_id"], ["resources.id"], name=op.f("fk_taken_history_resource_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_history")),
    )
    op.create_index(
        "idx_taken_history_during", "taken_history", ["resource_id", "during"], postgresql_using="gist"
    )
    for table in ("occupancies", "busy_periods"):
        taken_at = sa.Column(
            "taken_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        )
        op.add_column(table, taken_at)
    op.add_column("time_off", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    for statement in (_REMEMBER_TIMETABLE, _ON_TIMETABLE, _ON_OCCUPANCY, _ON_BUSY):
        op.execute(statement)
    op.execute("SELECT remember_timetable(id) FROM providers")
    for statement in (*_TIMETABLE_TRIGGERS, *_TAKEN_TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    for table in ("busy_periods", "occupancies"):
        op.execute(f"DROP TRIGGER remember_changed ON {table}")
        op.execute(f"DROP TRIGGER remember_given_back ON {table}")
    op.execute("DROP TRIGGER remember_timetable ON providers")
    op.execute("DROP TRIGGER remember_new_timetable ON providers")
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    op.execute("DELETE FROM time_off WHERE ended_at IS NOT NULL")
    op.drop_column("time_off", "ended_at")
    for table in ("busy_periods", "occupancies"):
        op.drop_column(table, "taken_at")
    op.drop_index("idx_taken_history_during", table_name="taken_history", postgresql_using="gist")
    op.drop_table("taken_history")
    op.drop_index("idx_timetable_history_provider", table_name="timetable_history")
    op.drop_table("timetable_history")
