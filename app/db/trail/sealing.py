"""Sealing what was written: in order, once, and only what nobody can still be writing among.

Ids are given before a transaction commits, so a row with a smaller id may appear later than one with a
greater. A run therefore notes the newest id, and the next one seals up to it, once every transaction of then
has ended: nothing can appear below it any more.
"""

from dataclasses import asdict

import structlog
from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.db.trail import chain
from app.db.trail.models import AuditMark, AuditSeal
from app.db.trail.sources import FORMS, digest_of, newest_of
from app.ports import ports

log = structlog.get_logger(__name__)

SEGMENT = 50_000
MOST = 20  # segments a run and table: what is more waits for the next run
_SETTLED = text("""
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= :xmax
       AND :noted_at < now() - interval '20 seconds'
""")


def seal(session: Session) -> int:
    """Seal what was noted before, and note what is new. How many seals were made.

    Two at once take turns on the first mark's row; each table's mark is then theirs.
    """
    made = sum(_seal_source(session, source) for source in sorted(FORMS))
    if made:
        _tell_head(session)
    return made


def signing_key() -> bytes:
    return ports().site.keys("audit-head")[0]


def _seal_source(session: Session, source: str) -> int:
    session.execute(insert(AuditMark).values(source=source).on_conflict_do_nothing())
    mark = session.scalars(select(AuditMark).where(AuditMark.source == source).with_for_update()).one()
    made = 0
    settled = {"xmax": mark.noted_xmax, "noted_at": mark.noted_at}
    if mark.noted_id > mark.sealed_id and session.scalar(_SETTLED, settled):
        while mark.sealed_id < mark.noted_id and made < MOST:
            made += _seal_segment(session, mark)
    if mark.noted_id == mark.sealed_id:
        mark.noted_id, mark.noted_xmax = session.execute(newest_of(source)).one()
        mark.noted_at = func.now()
        session.flush()
    return made


def _seal_segment(session: Session, mark: AuditMark) -> int:
    """One seal over the next ids, of which some may be missing: they were rolled back."""
    upto = min(mark.noted_id, mark.sealed_id + SEGMENT)
    rows, digest = session.execute(digest_of(mark.source), {"after": mark.sealed_id, "upto": upto}).one()
    before = session.scalars(select(AuditSeal).order_by(AuditSeal.seq.desc()).limit(1)).first()
    sealed = chain.Sealed(mark.source, mark.sealed_id + 1, upto, rows, digest)
    linked = chain.link(before.chain if before else chain.START, sealed)
    seq = before.seq + 1 if before else 1
    session.add(AuditSeal(seq=seq, chain=linked, **asdict(sealed)))
    mark.sealed_id = upto
    session.flush()
    return 1


def _tell_head(session: Session) -> None:
    """Into the log, which is to be kept where nobody who can write the database can write."""
    head = session.scalars(select(AuditSeal).order_by(AuditSeal.seq.desc()).limit(1)).one()
    signed = chain.signature(signing_key(), head.seq, head.chain)
    log.info("audit head", seq=head.seq, chain=head.chain.hex(), signature=signed)
