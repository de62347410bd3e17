"""Kinds of input about people: addresses, names, zones, languages, phone numbers."""

import unicodedata
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from marshmallow import ValidationError, fields, validate

from app.kernel import zones

LOCALES = ("en", "de", "es", "ar")
CLOCKS = ("12h", "24h")
LONGEST_EMAIL = 254
LONGEST_TOKEN = 512


def email_address(value: str) -> str:
    """The address as it is stored. It is not looked up: whether it takes mail, mail will tell.

    Raises:
        ValidationError: it cannot be an address.
    """
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValidationError("Not a valid e-mail address.") from error


class Email(fields.String):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(max=LONGEST_EMAIL), metadata={"format": "email"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if len(text) > LONGEST_EMAIL:
            raise ValidationError(f"Longer than maximum length {LONGEST_EMAIL}.")
        return email_address(text)


class PersonName(fields.String):
    """Between 1 and 100 characters, none of them invisible: names stand in mail headers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(min=1, max=100), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFC", super()._deserialize(value, attr, data, **kwargs).strip())
        if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in text):
            raise ValidationError("Must not contain control characters.")
        return text


class ZoneName(fields.String):
    """A time zone of the IANA database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"maxLength": 64, "example": "Europe/Berlin"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in zones.names():
            raise ValidationError("Not a time zone of the IANA database, such as Europe/Berlin.")
        return text


class Phone(fields.String):
    """A phone number in E.164: `+`, country, number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"maxLength": 32, "example": "+4930123456"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            number = phonenumbers.parse(text, None)
        except phonenumbers.NumberParseException as error:
            raise ValidationError("Not a phone number with its country, such as +4930123456.") from error
        if not phonenumbers.is_possible_number(number) or number.extension:
            raise ValidationError("Not a phone number that can be called.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def locale(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.OneOf(LOCALES), **kwargs)


def clock(**kwargs: Any) -> fields.String:
    """How times of day are written; null: as the language is used to."""
    return fields.String(validate=validate.OneOf(CLOCKS), allow_none=True, **kwargs)


def token(**kwargs: Any) -> fields.String:
    """A token that came by mail or as an answer."""
    return fields.String(validate=validate.Length(min=1, max=LONGEST_TOKEN), **kwargs)


def password(**kwargs: Any) -> fields.String:
    """A password to compare: what a good new one is, `app.accounts.rules` decides."""
    return fields.String(validate=validate.Length(min=1, max=1000), **kwargs)


def new_password(**kwargs: Any) -> fields.String:
    return fields.String(validate=validate.Length(min=8, max=128), **kwargs)
