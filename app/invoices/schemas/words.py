"""Lines of text that come to stand on paper: bounded, and nothing invisible in them."""

import unicodedata
from typing import Any

from babel import Locale
from marshmallow import ValidationError, fields, validate

_INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Babel's territories hold regions such as 150 and EU too: two letters are countries, but for these.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})
COUNTRIES = frozenset(
    code
    for code in map(str, Locale("en").territories)
    if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES  # noqa: PLR2004 - ISO 3166-1 alpha-2
)


class PaperLine(fields.String):
    """One line that says something."""

    def __init__(self, longest: int, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(min=1, max=longest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        line = unicodedata.normalize("NFC", str(super()._deserialize(value, attr, data, **kwargs)).strip())
        if any(unicodedata.category(character) in _INVISIBLE for character in line):
            raise ValidationError("Must not contain control characters.")
        return line


def address(**kwargs: Any) -> fields.List[Any]:
    """Street, postal code and town, as they stand on a letter; the country is its own field."""
    return fields.List(PaperLine(120), validate=validate.Length(max=5), **kwargs)


class Country(fields.String):
    """A country by ISO 3166's two letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"pattern": "^[A-Z]{2}$", "example": "DE"}, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = str(super()._deserialize(value, attr, data, **kwargs))
        if text not in COUNTRIES:
            raise ValidationError("Not a country by ISO 3166, such as DE.")
        return text
