"""What a provider sells ahead: anybody reads it, its provider writes it."""

from typing import Any

from app.db.session import reading, transaction
from app.http import auth, etag
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.caching import cacheable, conditional, personal
from app.http.paging import Page
from app.ports import ports
from app.promotions.models import Package
from app.promotions.schemas.packages import (
    NewPackage,
    PackageChange,
    PackageOut,
    PackageQuery,
    SoldOut,
)
from app.promotions.service import credits as owned
from app.promotions.service import packages

blueprint = ApiBlueprint(
    "packages", __name__, url_prefix="/v1/providers", description="Appointments that are sold in bundles"
)

MANY = "/<id:provider_id>/packages"
ONE = "/<id:provider_id>/packages/<id:package_id>"


@blueprint.route(MANY)
@cacheable(blueprint)
@blueprint.queries(PackageQuery)
@blueprint.lists(PackageOut)
@blueprint.refuses(400, 404)
def list_all(query: dict[str, Any], provider_id: int) -> Page:
    """List a provider's packages; they themselves also see what is not active."""
    with reading() as session:
        page, own = packages.list_packages(session, provider_id, query["paging"], viewer=auth.viewer())
    if own:
        personal()
    return page


@blueprint.route(MANY, methods=["POST"])
@blueprint.signed_in("PROVIDER")
@blueprint.reads(NewPackage)
@blueprint.returns(201, PackageOut, tells=("ETag",))
@blueprint.refuses(400, 404, 409, 413)
def create(principal: Principal, terms: dict[str, Any], provider_id: int) -> Any:
    """Sell so many appointments of one offering at once."""
    with transaction(actor_id=principal.user_id) as session:
        added = packages.add_package(session, provider_id, terms, user_id=principal.user_id)
        session.expunge(added)
    return added, {"Location": f"/v1/providers/{provider_id}/packages/{added.id}", **_headers(added)}


@blueprint.route(ONE)
@cacheable(blueprint)
@blueprint.returns(200, PackageOut)
@blueprint.refuses(404)
def read(provider_id: int, package_id: int) -> Any:
    """Get one package."""
    with reading() as session:
        package, own = packages.show_package(session, provider_id, package_id, viewer=auth.viewer())
    if own:
        personal()
    return package, _headers(package)


@blueprint.route(ONE, methods=["PUT"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.reads(PackageChange)
@blueprint.returns(200, PackageOut, tells=("ETag",))
@blueprint.refuses(400, 404, 413)
def update(principal: Principal, changes: dict[str, Any], provider_id: int, package_id: int) -> Any:
    """Change a package. What was bought keeps its terms."""
    me, expected = principal.user_id, etag.expected_version()
    with transaction(actor_id=me) as session:
        changed = packages.change_package(
            session, provider_id, package_id, changes, user_id=me, expected=expected
        )
        session.expunge(changed)
    return changed, _headers(changed)


@blueprint.route(ONE, methods=["DELETE"])
@blueprint.signed_in("PROVIDER")
@conditional(blueprint)
@blueprint.returns(204)
@blueprint.refuses(404)
def delete(principal: Principal, provider_id: int, package_id: int) -> None:
    """Sell a package no longer. What was bought stays good."""
    me, expected, now = principal.user_id, etag.expected_version(), ports().clock.now()
    with transaction(actor_id=me) as session:
        packages.withdraw_package(session, provider_id, package_id, user_id=me, expected=expected, now=now)


@blueprint.route("/<id:provider_id>/package-purchases")
@blueprint.signed_in("PROVIDER")
@blueprint.queries(PackageQuery)
@blueprint.lists(SoldOut)
@blueprint.refuses(400, 404)
def list_sold(principal: Principal, query: dict[str, Any], provider_id: int) -> Page:
    """List the packages that you have sold, the newest first."""
    me, now = principal.user_id, ports().clock.now()
    with reading() as session:
        return owned.sold_packages(session, provider_id, query["paging"], user_id=me, now=now)


def _headers(package: Package) -> dict[str, str]:
    return {"ETag": etag.tag(package.version)}
