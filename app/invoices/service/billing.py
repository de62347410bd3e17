"""What people want to be called on invoices, and how providers tax. Papers already issued do not change."""

from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.invoices import queries, sealed
from app.invoices.models import BuyerBilling, SellerBilling
from app.invoices.rules.paper import Party
from app.invoices.rules.tax import Terms
from app.invoices.service.parties import buyer_of, buyer_place, note_of, seller_of, seller_place, terms_of
from app.kernel.errors import NotFound
from app.providers import queries as providers
from app.providers.models import Provider

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SellerDetails:
    """As the next invoice will say it; `saved` is false where the profile has to do."""

    party: Party
    terms: Terms
    note: str | None
    saved: bool


@dataclass(frozen=True, slots=True)
class BuyerDetails:
    party: Party
    saved: bool


def seller_details(session: Session, provider_id: int, *, owner: int) -> SellerDetails:
    """Raises NotFound: not theirs."""
    provider = _owned(session, provider_id, owner)
    saved = queries.seller_billing(session, provider_id) is not None
    terms, note = terms_of(session, provider), note_of(session, provider)
    return SellerDetails(seller_of(session, provider), terms, note, saved)


def save_seller_details(
    session: Session, provider_id: int, details: dict[str, Any], *, owner: int
) -> SellerDetails:
    """Raises NotFound: not theirs."""
    _owned(session, provider_id, owner)
    sealed_id = sealed.seal(details.pop("tax_id"), place=seller_place(provider_id))
    _save(session, SellerBilling, {"provider_id": provider_id}, {**details, "tax_id_sealed": sealed_id})
    log.info("provider's billing details saved", provider_id=provider_id)
    return seller_details(session, provider_id, owner=owner)


def buyer_details(session: Session, user_id: int) -> BuyerDetails:
    saved = queries.buyer_billing(session, user_id) is not None
    return BuyerDetails(buyer_of(session, session.get_one(User, user_id)), saved)


def save_buyer_details(session: Session, user_id: int, details: dict[str, Any]) -> BuyerDetails:
    sealed_id = sealed.seal(details.pop("tax_id"), place=buyer_place(user_id))
    _save(session, BuyerBilling, {"user_id": user_id}, {**details, "tax_id_sealed": sealed_id})
    log.info("client's billing details saved", user_id=user_id)
    return buyer_details(session, user_id)


def _save(session: Session, model: Any, key: dict[str, int], values: dict[str, Any]) -> None:
    """All of it replaces all that was there; two who save at once leave the later one's."""
    insertion = insert(model).values({**key, **values})
    replacement = {**values, "updated_at": func.now()}
    session.execute(insertion.on_conflict_do_update(index_elements=list(key), set_=replacement))


def _owned(session: Session, provider_id: int, owner: int) -> Provider:
    provider = providers.owned(session, provider_id, owner=owner)
    if provider is None:
        raise NotFound
    return provider
