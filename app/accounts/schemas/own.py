"""What comes in and goes out over the API."""

from marshmallow import fields, validate

from app.accounts.fields import (
    Email,
    PersonName,
    Phone,
    ZoneName,
    clock,
    locale,
    new_password,
    password,
    token,
)
from app.http.schemas import Flag, Id, Instant, Schema


class Registration(Schema):
    email = Email(required=True)
    password = new_password(required=True)
    first_name = PersonName(required=True)
    last_name = PersonName(required=True)
    role = fields.String(required=True, validate=validate.OneOf(("CLIENT", "PROVIDER")))
    timezone = ZoneName(required=True)
    locale = locale(load_default="en")
    clock = clock(load_default=None)
    phone = Phone(load_default=None, allow_none=True)


class Registered(Schema):
    """The same for a new address and for one that has an account."""

    email = fields.String(required=True)
    message = fields.String(required=True)


class Login(Schema):
    """`cookies`: for web pages, which get HttpOnly cookies and a CSRF token in place of readable tokens."""

    email = Email(required=True)
    password = password(required=True)
    code = fields.String(
        load_default=None,
        validate=validate.Length(min=6, max=20),
        metadata={"description": "Of the authenticator app, or a recovery code."},
    )
    cookies = Flag(load_default=False)


class Refresh(Schema):
    """Without a token in the body the cookie's is meant."""

    refresh_token = token()


class Tokens(Schema):
    """Programs get both tokens; web pages have them in cookies, find null here, and get `csrfToken`."""

    access_token = fields.String(required=True, allow_none=True)
    refresh_token = fields.String(required=True, allow_none=True)
    csrf_token = fields.String(
        required=True, allow_none=True, metadata={"description": "Send it as X-CSRF-Token."}
    )
    token_type = fields.String(required=True, validate=validate.OneOf(("Bearer", "Cookie")))
    expires_in = fields.Integer(
        required=True, metadata={"description": "Seconds that the access token lives."}
    )


class PasswordForgotten(Schema):
    email = Email(required=True)


class MailAsked(Schema):
    message = fields.String(required=True)


class PasswordReset(Schema):
    token = token(required=True)
    password = new_password(required=True)


class EmailVerification(Schema):
    token = token(required=True)


class AccountChange(Schema):
    """What is not named stays as it is; `phone: null` removes the number."""

    first_name = PersonName()
    last_name = PersonName()
    timezone = ZoneName()
    locale = locale()
    clock = clock()
    phone = Phone(allow_none=True)


class PhoneCodeIn(Schema):
    code = fields.String(required=True, validate=validate.Regexp(r"^[0-9]{6}\Z", error="Six digits."))


class PasswordChange(Schema):
    current_password = password(required=True)
    new_password = new_password(required=True)


class Me(Schema):
    id = Id(required=True)
    email = fields.String(required=True)
    first_name = fields.String(required=True)
    last_name = fields.String(required=True)
    role = fields.String(required=True)
    timezone = fields.String(required=True)
    locale = fields.String(required=True)
    clock = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    phone_verified = fields.Boolean(required=True)
    email_verified = fields.Boolean(required=True)
    created_at = Instant(required=True)
    updated_at = Instant(required=True)


class Device(Schema):
    """One sign-in. `current` is the one that asks."""

    id = fields.UUID(required=True)
    user_agent = fields.String(required=True)
    signed_in_at = Instant(required=True)
    last_used_at = Instant(required=True)
    current = fields.Boolean(required=True)


class PublicUser(Schema):
    """`name` is a provider's whole name, and of everybody else the first name and an initial."""

    id = Id(required=True)
    first_name = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True)
