"""Claiming an Idempotency-Key: four statements, each settled by the row's primary key and its lease."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, extract, func, literal, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert

from app.db.idempotency import IdempotencyKey
from app.db.session import statements

LEASE = func.now() + text("interval '60 seconds'")
KEPT = func.now() + text("interval '7 days'")


@dataclass(slots=True)
class Claim:
    """A key that is ours while its row still carries our `lease`. `settled`: an effect was committed."""

    principal: int
    route: str
    key: str
    lease: datetime
    settled: bool = field(default=False)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Somebody else's claim, or the answer: without `status` the first request has not answered yet."""

    fingerprint: bytes
    status: int | None
    body: dict[str, Any] | None
    lease_left: float


def claim(principal: int, route: str, key: str, fingerprint: bytes) -> Claim | Remembered:
    """Take the key, or one whose holder let its lease run out; else what stands under it."""
    mine = insert(IdempotencyKey).values(
        principal=principal, route=route, key=key, fingerprint=fingerprint, lease_until=LEASE
    )
    abandoned = (
        IdempotencyKey.status.is_(None)
        & (IdempotencyKey.lease_until < func.now())
        & (IdempotencyKey.fingerprint == mine.excluded.fingerprint)
    )
    take = mine.on_conflict_do_update(
        index_elements=["principal", "route", "key"],
        set_={"lease_until": mine.excluded.lease_until},
        where=abandoned,
    ).returning(IdempotencyKey.lease_until)
    with statements() as connection:
        while True:
            lease = connection.execute(take).scalar_one_or_none()
            if lease is not None:
                return Claim(principal, route, key, lease)
            found = _found(connection, principal, route, key)
            if found is not None:  # else its holder gave it back in this moment
                return found


def settle(connection: Connection, claim: Claim) -> datetime | None:
    """In the transaction of the effect: nobody runs this key again. None where another has the claim."""
    extended = update(IdempotencyKey).where(*_held(claim)).values(lease_until=KEPT)
    return connection.execute(extended.returning(IdempotencyKey.lease_until)).scalar_one_or_none()


def store(claim: Claim, status: int, body: dict[str, Any]) -> None:
    """Remember the answer."""
    with statements() as connection:
        connection.execute(update(IdempotencyKey).where(*_held(claim)).values(status=status, body=body))


def release(claim: Claim) -> None:
    """Give the key back: the same request may be tried again."""
    with statements() as connection:
        connection.execute(delete(IdempotencyKey).where(*_held(claim)))


def _held(claim: Claim) -> tuple[Any, ...]:
    return (
        tuple_(IdempotencyKey.principal, IdempotencyKey.route, IdempotencyKey.key)
        == tuple_(literal(claim.principal), literal(claim.route), literal(claim.key)),
        IdempotencyKey.status.is_(None),
        IdempotencyKey.lease_until == claim.lease,
    )


def _found(connection: Connection, principal: int, route: str, key: str) -> Remembered | None:
    row = connection.execute(
        select(IdempotencyKey.fingerprint, IdempotencyKey.status, IdempotencyKey.body, _left()).where(
            IdempotencyKey.principal == principal, IdempotencyKey.route == route, IdempotencyKey.key == key
        )
    ).first()
    return Remembered(row[0], row[1], row[2], float(row[3])) if row else None


def _left() -> Any:
    return extract("epoch", IdempotencyKey.lease_until - func.now())
