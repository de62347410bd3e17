"""Every SELECT of promotions. Bookings stand above this feature: their rows are counted by name alone."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select, text
from sqlalchemy.orm import Session

from app.db.fast import Row, Run
from app.http.paging import Paging
from app.promotions.models import Package, PackagePurchase, PromoCode
from app.promotions.rules import Code, PurchaseStatus, Used
from app.providers.models import Provider

Kept = TypeVar("Kept", bound=Any)

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
_PURCHASE_HELD = """
    SELECT status, offering_id, credits, expires_at, now() AS now FROM package_purchases
    WHERE id = %(id)s AND client_id = %(client_id)s FOR NO KEY UPDATE
"""
_SPENT = f"SELECT count(*) AS spent FROM bookings WHERE package_purchase_id = %(id)s AND {STANDS}"  # noqa: S608
_SPENT_BY_PURCHASE = text(f"""
    SELECT package_purchase_id, count(*) AS spent FROM bookings
    WHERE package_purchase_id = ANY(:ids) AND {STANDS} GROUP BY package_purchase_id
""")  # noqa: S608 - constants are put together, values are bound

_OWED = text(f"""
    SELECT count(*) FROM package_purchases AS bought JOIN providers ON providers.id = bought.provider_id
    WHERE providers.user_id = :user_id AND bought.status = 'ACTIVE' AND bought.expires_at > now()
      AND bought.credits > (SELECT count(*) FROM bookings WHERE package_purchase_id = bought.id AND {STANDS})
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
    return _page(session, _codes(provider_id).order_by(PromoCode.code), paging)


def redemptions(session: Session, code_ids: Sequence[int]) -> dict[int, int]:
    """How many bookings stand on each of these codes."""
    return {row.promo_code_id: row.uses for row in session.execute(_STANDING, {"ids": list(code_ids)})}


def _codes(provider_id: int) -> Select[PromoCode]:
    return select(PromoCode).where(PromoCode.provider_id == provider_id, PromoCode.deleted_at.is_(None))


def purchase_of(run: Run, purchase_id: int, client_id: int) -> Row | None:
    """A client's purchase with the database's clock, held for this transaction."""
    return run(_PURCHASE_HELD, {"id": purchase_id, "client_id": client_id})


def spent_of(run: Run, purchase_id: int) -> int:
    """How many credits are spent by now: asked for under the purchase's lock."""
    row = run(_SPENT, {"id": purchase_id})
    return int(row["spent"]) if row else 0


def package(session: Session, package_id: int, *, provider_id: int | None = None) -> Package | None:
    """A package that was not withdrawn, of this provider if one is named."""
    wanted = select(Package).where(Package.id == package_id, Package.deleted_at.is_(None))
    return session.scalar(wanted if provider_id is None else wanted.where(Package.provider_id == provider_id))


def packages(
    session: Session, provider_id: int, paging: Paging, *, hidden: bool
) -> tuple[Sequence[Package], int]:
    """One page of a provider's packages, and the number of all; `hidden` ones are not active."""
    wanted = select(Package).where(Package.provider_id == provider_id, Package.deleted_at.is_(None))
    wanted = wanted if hidden else wanted.where(Package.active)
    return _page(session, wanted.order_by(Package.id), paging)


def purchases_of_client(
    session: Session, client_id: int, paging: Paging
) -> tuple[Sequence[PackagePurchase], int]:
    return _newest(session, PackagePurchase.client_id == client_id, paging)


def purchases_of_provider(
    session: Session, provider_id: int, paging: Paging
) -> tuple[Sequence[PackagePurchase], int]:
    return _newest(session, PackagePurchase.provider_id == provider_id, paging)


def purchase(session: Session, purchase_id: int) -> PackagePurchase | None:
    return session.get(PackagePurchase, purchase_id)


def purchase_held(session: Session, purchase_id: int) -> PackagePurchase | None:
    """To be changed; whoever spends a credit of it waits. A lock on its payment comes after this one."""
    wanted = select(PackagePurchase).where(PackagePurchase.id == purchase_id)
    locking = wanted.with_for_update(key_share=True)
    return session.scalar(locking, execution_options={"populate_existing": True})


def spent(session: Session, purchase_ids: Sequence[int]) -> dict[int, int]:
    """How many bookings stand on each of these purchases."""
    rows = session.execute(_SPENT_BY_PURCHASE, {"ids": list(purchase_ids)})
    return {row.package_purchase_id: row.spent for row in rows}


def owed_by(session: Session, user_id: int) -> int:
    """How many purchases of a provider's packages still have credits that can be spent."""
    return int(session.scalar(_OWED, {"user_id": user_id}) or 0)


def unpaid_of(session: Session, user_id: int) -> Sequence[int]:
    """Purchases of a provider's packages that nobody has paid yet."""
    mine = PackagePurchase.provider_id.in_(select(Provider.id).where(Provider.user_id == user_id))
    unpaid = PackagePurchase.status == PurchaseStatus.UNPAID
    return session.scalars(select(PackagePurchase.id).where(mine, unpaid).order_by(PackagePurchase.id)).all()


def _newest(
    session: Session, whose: ColumnElement[bool], paging: Paging
) -> tuple[Sequence[PackagePurchase], int]:
    wanted = select(PackagePurchase).where(whose)
    return _page(session, wanted.order_by(PackagePurchase.created_at.desc(), PackagePurchase.id), paging)


def _page(session: Session, wanted: Select[Kept], paging: Paging) -> tuple[Sequence[Kept], int]:
    counted = select(func.count()).select_from(wanted.order_by(None).subquery())
    total = session.scalar(counted) or 0
    return session.scalars(wanted.limit(paging.size).offset(paging.offset)).all(), total
