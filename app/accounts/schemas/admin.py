"""Accounts as administrators see them."""

from typing import Any

from marshmallow import fields, pre_dump, validate

from app.accounts.models import Role
from app.http.paging import PagingQuery
from app.http.schemas import Id, Instant, Schema

STATES = ("ACTIVE", "SUSPENDED", "DELETED")


class AccountQuery(PagingQuery):
    """`q` begins the address, or a name, without regard to case."""

    q = fields.String(load_default=None, validate=validate.Length(min=1, max=100))
    role = fields.String(load_default=None, validate=validate.OneOf([role.value for role in Role]))
    state = fields.String(load_default=None, validate=validate.OneOf(STATES))


class Account(Schema):
    id = Id(required=True)
    email = fields.String(required=True)
    first_name = fields.String(required=True)
    last_name = fields.String(required=True)
    role = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    timezone = fields.String(required=True)
    locale = fields.String(required=True)
    email_verified = fields.Boolean(required=True)
    suspended_at = Instant(required=True, allow_none=True)
    suspended_why = fields.String(required=True, allow_none=True)
    deleted_at = Instant(required=True, allow_none=True)
    created_at = Instant(required=True)

    @pre_dump
    def _shown(self, user: Any, **_: Any) -> dict[str, Any]:
        names = [name for name in self.fields if hasattr(user, name)]
        shown = {name: getattr(user, name) for name in names}
        return {**shown, "state": _state(user), "email_verified": user.email_verified_at is not None}


class RoleChange(Schema):
    role = fields.String(required=True, validate=validate.OneOf([role.value for role in Role]))


class Suspension(Schema):
    reason = fields.String(required=True, validate=validate.Length(min=1, max=500))


def _state(user: Any) -> str:
    if user.deleted_at is not None:
        return "DELETED"
    return "ACTIVE" if user.suspended_at is None else "SUSPENDED"
