"""Which tables are sealed, and the form in which a row of theirs is digested.

The form names its columns: one that a later migration adds changes no digest of before. A new form needs a
new name beside the old one.
"""

from sqlalchemy import TextClause, text

_MICROSECONDS = "(extract(epoch FROM at) * 1000000)::bigint"
_POSTING = "payment_id, movement, debit, credit, amount_minor, currency, company, reference"

FORMS = {
    "audit_events": f"id, {_MICROSECONDS}, action, actor_id, subject, subject_id, facts, request_id",
    "booking_events": f"id, {_MICROSECONDS}, booking_id, kind, status, step, version, actor_id, data",
    "postings": f"id, {_MICROSECONDS}, {_POSTING}",
}


def digest_of(source: str) -> TextClause:
    """How many rows there are in `(:after, :upto]`, and the digest of them all."""
    return text(f"""
        SELECT count(*) AS rows,
               sha256(coalesce(string_agg(
                   sha256(convert_to(jsonb_build_array({FORMS[source]})::text, 'UTF8')), ''::bytea ORDER BY id
               ), ''::bytea)) AS digest
        FROM {source} WHERE id > :after AND id <= :upto
    """)  # noqa: S608 - names of ours


def newest_of(source: str) -> TextClause:
    """The greatest id, and the first transaction that had not begun to write."""
    return text(f"""
        SELECT coalesce(max(id), 0) AS newest, pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS xmax
        FROM {source}
    """)  # noqa: S608 - names of ours
