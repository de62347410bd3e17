"""`/v1/admin/users`: accounts, for administrators. Whatever is done here stands in the audit trail."""

from typing import Any

from app.accounts import queries, service
from app.accounts.models import Role
from app.accounts.schemas.admin import Account, AccountQuery, RoleChange, Suspension
from app.db import trail
from app.db.session import reading, transaction
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.paging import Page
from app.kernel.errors import NotFound
from app.ports import ports

ADMIN = Role.ADMIN

admin_users = ApiBlueprint(
    "admin users", __name__, url_prefix="/v1/admin/users", description="Accounts, for administrators."
)


@admin_users.route("", methods=["GET"])
@admin_users.signed_in(ADMIN)
@admin_users.queries(AccountQuery)
@admin_users.lists(Account)
def accounts(who: Principal, query: dict[str, Any]) -> Page:
    """Accounts by address, name, role and state, the newest first."""
    del who
    with reading() as session:
        return queries.accounts(session, **query)


@admin_users.route("/<id:user_id>", methods=["GET"])
@admin_users.signed_in(ADMIN)
@admin_users.returns(200, Account)
@admin_users.refuses(404)
def account(who: Principal, user_id: int) -> Any:
    """One account, a deleted one too. That it was looked at is noted."""
    with transaction(actor_id=who.user_id) as session:
        found = queries.account(session, user_id)
        if found is None:
            raise NotFound
        trail.record(session, "account.viewed", "user", user_id)
        session.expunge(found)
    return found


@admin_users.route("/<id:user_id>/role", methods=["PUT"])
@admin_users.signed_in(ADMIN)
@admin_users.reads(RoleChange)
@admin_users.returns(204)
@admin_users.refuses(404, 409)
def set_role(who: Principal, body: dict[str, Any], user_id: int) -> None:
    """Give an account another role. Its sign-ins end."""
    with transaction(actor_id=who.user_id) as session:
        service.set_role_of_another(
            session, user_id, Role(body["role"]), by=who.user_id, now=ports().clock.now()
        )


@admin_users.route("/<id:user_id>/suspension", methods=["PUT"])
@admin_users.signed_in(ADMIN)
@admin_users.reads(Suspension)
@admin_users.returns(204)
@admin_users.refuses(404, 409)
def suspend(who: Principal, body: dict[str, Any], user_id: int) -> None:
    """Close an account: its sign-ins end and a provider's profile is taken down. Bookings made stand."""
    with transaction(actor_id=who.user_id) as session:
        service.suspend(session, user_id, body["reason"], by=who.user_id, now=ports().clock.now())


@admin_users.route("/<id:user_id>/suspension", methods=["DELETE"])
@admin_users.signed_in(ADMIN)
@admin_users.returns(204)
@admin_users.refuses(404, 409)
def reinstate(who: Principal, user_id: int) -> None:
    """Open a suspended account again. A provider publishes their profile by themselves."""
    with transaction(actor_id=who.user_id) as session:
        service.reinstate(session, user_id, by=who.user_id)


@admin_users.route("/<id:user_id>/sessions", methods=["DELETE"])
@admin_users.signed_in(ADMIN)
@admin_users.returns(204)
@admin_users.refuses(404)
def sign_out(who: Principal, user_id: int) -> None:
    """End every sign-in of an account."""
    with transaction(actor_id=who.user_id) as session:
        if queries.user(session, user_id) is None:
            raise NotFound
        service.end_all(session, user_id, why="administrator", now=ports().clock.now())
