"""Input fields of profiles and offerings: strict, bounded, each with a message that helps."""

import unicodedata
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from app.providers import rules

FIRST_YEAR, LAST_YEAR = 2000, 2199
_INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Text(fields.String):
    """One line that says something, at most so long: it may come to stand in the header of a mail."""

    def __init__(self, longest: int, **kwargs: Any) -> None:
        super().__init__(validate=validate.Length(min=1, max=longest), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        line = str(super()._deserialize(value, attr, data, **kwargs)).strip()
        if any(unicodedata.category(character) in _INVISIBLE for character in line):
            raise ValidationError("Must not contain control characters.")
        return line


class Whole(fields.Integer):
    """A whole number within bounds; `5.0` and `"5"` are none."""

    def __init__(self, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(min=least, max=most), **kwargs)


class Minutes(fields.List[int]):
    """Some distinct numbers of minutes, from the longest to the shortest; none at all is a choice too."""

    def __init__(self, shortest: int, longest: int, *, most: int, **kwargs: Any) -> None:
        super().__init__(Whole(shortest, longest), validate=validate.Length(max=most), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[int | None]:
        minutes = super()._deserialize(value, attr, data, **kwargs)
        self._validate(minutes)  # as many as were sent, not as are left
        return sorted(set(minutes), key=lambda each: -(each or 0))


class Day(fields.Date):
    """A date of our age."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        day: date = super()._deserialize(value, attr, data, **kwargs)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"Between the years {FIRST_YEAR} and {LAST_YEAR}.")
        return day


class Coordinate(fields.Float):
    """Degrees to either side of zero."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        super().__init__(validate=validate.Range(min=-most, max=most), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        if not isinstance(value, int | float):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Words(fields.List[str]):
    """At most twenty distinct words of one pattern."""

    def __init__(self, pattern: str, hint: str, **kwargs: Any) -> None:
        word = fields.String(
            validate=[validate.Length(max=40), validate.Regexp(rf"^{pattern}\Z", error=hint)],
            metadata={"pattern": f"^{pattern}$"},
        )
        super().__init__(word, validate=validate.Length(max=20), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[str | None]:
        words = super()._deserialize(value, attr, data, **kwargs)
        return list(dict.fromkeys(words))


class Link(fields.Url):
    """An absolute https address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(schemes={"https"}, validate=validate.Length(max=2000), **kwargs)


class Details(fields.Dict):
    """A JSON object of the provider's own making, bounded in size and depth."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keys=fields.String(), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        details: dict[str, Any] = super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow left it untyped
        if not rules.small_enough(details):
            raise ValidationError(
                f"At most {rules.LARGEST_DETAILS} bytes and {rules.DEEPEST_DETAILS} levels of nesting."
            )
        return details
