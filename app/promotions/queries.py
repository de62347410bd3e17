"""Every SELECT of promotions. Bookings stand above this feature: their rows are counted by name alone."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from app.db.fast import Row, Run
from app.http.paging import Paging
from app.promotions.models import PromoCode
from app.promotions.rules import Code, Used

_CODE = """
    SELECT id, percent, amount_minor, currency, valid_from, valid_until, max_redemptions, max_per_client,
           offering_ids, active, now() AS now
    FROM promo_codes WHERE provider_id = %(provider_id)s AND code = %(code)s AND deleted_at IS NULL
"""
# Whoever redeems a code waits here for the others, and counts afterwards: each statement sees what was
# committed before it began. Bookings refer to the code meanwhile without waiting.
_CODE_HELD = f"{_CODE} FOR NO KEY UPDATE"
# A booking that came to nothing gives its promotion back, unless something was kept for it.
STANDS = "status NOT IN ('REJECTED', 'EXPIRED') AND (status <> 'CANCELLED' OR promotion_kept)"
_USED = f"""
    SELECT count(*) AS by_all, count(*) FILTER (WHERE client_id = %(client_id)s) AS by_client
    FROM bookings WHERE promo_code_id = %(id)s AND {STANDS}
"""  # noqa: S608 - constants are put together, values are bound
_USED_BY_ONE = f"{_USED} AND client_id = %(client_id)s"
_STANDING = text(f"""
    SELECT promo_code_id, count(*) AS uses FROM bookings WHERE promo_code_id = ANY(:ids) AND {STANDS}
    GROUP BY promo_code_id
""")  # noqa: S608 - constants are put together, values are bound


def code_of(run: Run, provider_id: int, code: str, *, hold: bool) -> Row | None:
    """A provider's code with the database's clock; held for this transaction, or only looked at."""
    return run(_CODE_HELD if hold else _CODE, {"provider_id": provider_id, "code": code.upper()})


def used(run: Run, code: Code, client_id: int | None) -> Used:
    """How often a code was used, as far as its limits ask for it."""
    if code.max_redemptions is None and code.max_per_client is None:
        return Used()
    whole = code.max_redemptions is not None
    row = run(_USED if whole else _USED_BY_ONE, {"id": code.id, "client_id": client_id})
    return Used(**row) if row else Used()


def code(session: Session, provider_id: int, code_id: int) -> PromoCode | None:
    return session.scalar(_codes(provider_id).where(PromoCode.id == code_id))


def codes(session: Session, provider_id: int, paging: Paging) -> tuple[Sequence[PromoCode], int]:
    """One page of a provider's codes by name, and the number of all."""
    total = session.scalar(select(func.count()).select_from(_codes(provider_id).subquery())) or 0
    ordered = _codes(provider_id).order_by(PromoCode.code)
    return session.scalars(ordered.limit(paging.size).offset(paging.offset)).all(), total


def redemptions(session: Session, code_ids: Sequence[int]) -> dict[int, int]:
    """How many bookings stand on each of these codes."""
    return {row.promo_code_id: row.uses for row in session.execute(_STANDING, {"ids": list(code_ids)})}


def _codes(provider_id: int) -> Select[PromoCode]:
    return select(PromoCode).where(PromoCode.provider_id == provider_id, PromoCode.deleted_at.is_(None))
