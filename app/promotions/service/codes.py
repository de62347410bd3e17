"""A provider's promo codes: making, changing and withdrawing them. Bookings made keep their price."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.http import etag
from app.http.paging import Page, Paging
from app.kernel.errors import Conflict, Detail, InvalidInput, NotFound
from app.promotions import queries
from app.promotions.errors import CodeExists
from app.promotions.models import ONE_CODE, PromoCode
from app.providers import queries as provider_queries
from app.providers import rules as provider_rules
from app.providers.models import Provider
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)

MOST_CODES = 1_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A code, and how many bookings stand on it."""

    code: PromoCode
    redemptions: int


def list_codes(session: Session, provider_id: int, paging: Paging, *, user_id: int) -> Page:
    """A page of one's own codes. Raises NotFound."""
    _own(session, provider_id, user_id)
    found, total = queries.codes(session, provider_id, paging)
    return Page(_shown(session, found), total, paging)


def show_code(session: Session, provider_id: int, code_id: int, *, user_id: int) -> Shown:
    """One of one's own codes. Raises NotFound."""
    _own(session, provider_id, user_id)
    return _shown(session, [_existing(session, provider_id, code_id)])[0]


def add_code(
    session: Session, provider_id: int, terms: dict[str, Any], *, user_id: int, now: datetime
) -> Shown:
    """Make a code.

    Raises:
        NotFound: the provider is somebody else's.
        InvalidInput: an offering is not theirs, an amount has too many decimals, it ends before it begins.
        CodeExists, Conflict.
    """
    provider = claim(session, provider_id, owner=user_id)
    if queries.codes(session, provider_id, Paging(1, 1))[1] >= MOST_CODES:
        raise Conflict(f"A provider has at most {MOST_CODES} promo codes.")
    terms.setdefault("valid_from", now)
    added = PromoCode(provider_id=provider_id, **_columns(session, provider, terms))
    session.add(added)
    _flush(session, added)
    log.info("promo code added", provider_id=provider_id, promo_code_id=added.id)
    return Shown(added, 0)


def change_code(
    session: Session,
    provider_id: int,
    code_id: int,
    changes: dict[str, Any],
    *,
    user_id: int,
    expected: int | None,
) -> Shown:
    """Change what is named. Raises as `add_code` does, and PreconditionFailed."""
    provider = claim(session, provider_id, owner=user_id)
    code = _existing(session, provider_id, code_id)
    etag.demand(code.version, expected)
    for column, value in _columns(session, provider, changes).items():
        setattr(code, column, value)
    code.version += 1
    _flush(session, code)
    log.info("promo code changed", provider_id=provider_id, promo_code_id=code_id)
    return _shown(session, [code])[0]


def withdraw_code(
    session: Session, provider_id: int, code_id: int, *, user_id: int, expected: int | None, now: datetime
) -> None:
    """Accept it no longer; its row stays for the bookings that were made with it."""
    claim(session, provider_id, owner=user_id)
    code = _existing(session, provider_id, code_id)
    etag.demand(code.version, expected)
    code.deleted_at = now
    code.version += 1
    log.info("promo code withdrawn", provider_id=provider_id, promo_code_id=code_id)


def _columns(session: Session, provider: Provider, terms: dict[str, Any]) -> dict[str, Any]:
    """The API's terms as the table has them; naming one of percent and amount clears the other."""
    columns = dict(terms)
    currency = columns.pop("currency", None) or provider.currency
    if "amount" in columns:
        amount = provider_rules.price(columns.pop("amount"), currency, field="amount")
        columns |= {"percent": None, "amount_minor": amount.minor, "currency": currency}
    elif "percent" in columns:
        columns |= {"amount_minor": None, "currency": None}
    for number, offering_id in enumerate(columns.get("offering_ids") or ()):
        if provider_queries.offering(session, provider.id, offering_id, hidden=True) is None:
            raise InvalidInput.at(f"offeringIds.{number}", "You have no such offering.")
    return columns


def _flush(session: Session, code: PromoCode) -> None:
    if code.valid_until is not None and code.valid_until <= code.valid_from:
        raise InvalidInput.at("validUntil", "Must be later than validFrom.")
    try:
        session.flush()
    except IntegrityError as error:
        if ONE_CODE not in str(error.orig):
            raise
        raise CodeExists(details=[Detail("code", CodeExists.message)]) from error
    session.refresh(code)


def _own(session: Session, provider_id: int, user_id: int) -> None:
    if provider_queries.owned(session, provider_id, owner=user_id) is None:
        raise NotFound


def _existing(session: Session, provider_id: int, code_id: int) -> PromoCode:
    code = queries.code(session, provider_id, code_id)
    if code is None:
        raise NotFound
    return code


def _shown(session: Session, codes: Sequence[PromoCode]) -> list[Shown]:
    counts = queries.redemptions(session, [code.id for code in codes])
    return [Shown(code, counts.get(code.id, 0)) for code in codes]
