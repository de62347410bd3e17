"""Looking whether the trail is whole: every digest and the whole chain are computed anew."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.trail import chain
from app.db.trail.models import AuditSeal
from app.db.trail.sealing import signing_key
from app.db.trail.sources import FORMS, digest_of

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain as it was told once: `seq:chain:signature`."""

    seq: int
    chain: bytes
    signature: str

    @classmethod
    def of(cls, written: str) -> "Head":
        """Raises ValueError where it is not written like that."""
        seq, value, signature = written.split(":")
        return cls(int(seq), bytes.fromhex(value), signature)

    @property
    def genuine(self) -> bool:
        return chain.signature(signing_key(), self.seq, self.chain) == self.signature


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as it was sealed: between which ids of which table."""

    seq: int
    what: str


def verify(session: Session, head: Head | None = None) -> Iterator[Finding]:
    """Everything that is wrong, in the order of the chain; with a head also what was cut off after it."""
    before, seq = chain.START, 0
    ends = dict.fromkeys(FORMS, 0)
    seen: bytes | None = None
    for seal in _seals(session):
        if seal.seq != seq + 1:
            yield Finding(seal.seq, f"seals {seq + 1} to {seal.seq - 1} are missing")
        yield from _judge(session, seal, before, ends)
        before, seq, ends[seal.source] = seal.chain, seal.seq, seal.last_id
        if head is not None and seal.seq == head.seq:
            seen = seal.chain
    if head is not None:
        yield from _judge_head(head, seen)


def _seals(session: Session) -> Iterator[AuditSeal]:
    after = 0
    while True:
        wanted = select(AuditSeal).where(AuditSeal.seq > after).order_by(AuditSeal.seq).limit(_AT_ONCE)
        found = session.scalars(wanted).all()
        yield from found
        if len(found) < _AT_ONCE:
            return
        after = found[-1].seq


def _judge(session: Session, seal: AuditSeal, before: bytes, ends: dict[str, int]) -> Iterator[Finding]:
    where = f"{seal.source} {seal.first_id} to {seal.last_id}"
    if seal.first_id != ends[seal.source] + 1:
        yield Finding(seal.seq, f"{where}: does not begin where the seal before ends")
    span = {"after": seal.first_id - 1, "upto": seal.last_id}
    rows, digest = session.execute(digest_of(seal.source), span).one()
    if rows != seal.rows:
        yield Finding(seal.seq, f"{where}: {rows} rows stand where {seal.rows} were sealed")
    elif digest != seal.digest:
        yield Finding(seal.seq, f"{where}: a row was changed")
    told = chain.Sealed(seal.source, seal.first_id, seal.last_id, seal.rows, seal.digest)
    if chain.link(before, told) != seal.chain:
        yield Finding(seal.seq, f"{where}: the seal itself was changed")


def _judge_head(head: Head, seen: bytes | None) -> Iterator[Finding]:
    if not head.genuine:
        yield Finding(head.seq, "the head that you gave was not signed with this site's secret")
    if seen is None:
        yield Finding(head.seq, "the end of the chain was cut off: this seal was told and is gone")
    elif seen != head.chain:
        yield Finding(head.seq, "the chain was written anew: this seal was told with another value")
