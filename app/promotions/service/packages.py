"""What a provider sells ahead: adding, changing and withdrawing packages. Purchases keep their terms."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.http import etag
from app.http.paging import Page, Paging
from app.kernel.errors import Conflict, InvalidInput, NotFound
from app.promotions import queries
from app.promotions.models import Package
from app.providers import queries as provider_queries
from app.providers import rules as provider_rules
from app.providers.models import Provider
from app.providers.service.profiles import claim

log = structlog.get_logger(__name__)

MOST_PACKAGES = 100


def list_packages(
    session: Session, provider_id: int, paging: Paging, *, viewer: int | None
) -> tuple[Page, bool]:
    """A page of packages, and whether they are the viewer's own: then with those that are not active."""
    own = _seen(session, provider_id, viewer).user_id == viewer
    found, total = queries.packages(session, provider_id, paging, hidden=own)
    return Page(found, total, paging), own


def show_package(
    session: Session, provider_id: int, package_id: int, *, viewer: int | None
) -> tuple[Package, bool]:
    own = _seen(session, provider_id, viewer).user_id == viewer
    package = _existing(session, provider_id, package_id)
    if not (own or package.active):
        raise NotFound
    return package, own


def add_package(session: Session, provider_id: int, terms: dict[str, Any], *, user_id: int) -> Package:
    """Sell so many appointments of one offering.

    Raises:
        NotFound: the provider is somebody else's.
        InvalidInput: the offering is not theirs, or the price has too many decimals or is nothing.
    """
    provider = claim(session, provider_id, owner=user_id)
    if queries.packages(session, provider_id, Paging(1, 1), hidden=True)[1] >= MOST_PACKAGES:
        raise Conflict(f"A provider has at most {MOST_PACKAGES} packages.")
    added = Package(provider_id=provider_id, **_columns(session, provider, terms))
    session.add(added)
    session.flush()
    session.refresh(added)
    log.info("package added", provider_id=provider_id, package_id=added.id)
    return added


def change_package(
    session: Session,
    provider_id: int,
    package_id: int,
    changes: dict[str, Any],
    *,
    user_id: int,
    expected: int | None,
) -> Package:
    """Change what is named, for those who buy from now on."""
    provider = claim(session, provider_id, owner=user_id)
    package = _existing(session, provider_id, package_id)
    etag.demand(package.version, expected)
    for column, value in _columns(session, provider, changes).items():
        setattr(package, column, value)
    package.version += 1
    session.flush()
    session.refresh(package)
    log.info("package changed", provider_id=provider_id, package_id=package_id)
    return package


def withdraw_package(
    session: Session, provider_id: int, package_id: int, *, user_id: int, expected: int | None, now: datetime
) -> None:
    """Sell it no longer. What was bought stays good."""
    claim(session, provider_id, owner=user_id)
    package = _existing(session, provider_id, package_id)
    etag.demand(package.version, expected)
    package.deleted_at = now
    package.version += 1
    log.info("package withdrawn", provider_id=provider_id, package_id=package_id)


def _columns(session: Session, provider: Provider, terms: dict[str, Any]) -> dict[str, Any]:
    columns = dict(terms)
    if "price" in columns:
        price = provider_rules.price(columns.pop("price"), provider.currency, field="price")
        if price.minor == 0:
            raise InvalidInput.at("price", "Must be more than 0.")
        columns |= {"price_minor": price.minor, "currency": price.currency}
    offering_id = columns.get("offering_id")
    if offering_id and provider_queries.offering(session, provider.id, offering_id, hidden=True) is None:
        raise InvalidInput.at("offeringId", "You have no such offering.")
    return columns


def _seen(session: Session, provider_id: int, viewer: int | None) -> Provider:
    provider = provider_queries.visible(session, provider_id, viewer=viewer)
    if provider is None:
        raise NotFound
    return provider


def _existing(session: Session, provider_id: int, package_id: int) -> Package:
    package = queries.package(session, package_id, provider_id=provider_id)
    if package is None:
        raise NotFound
    return package
