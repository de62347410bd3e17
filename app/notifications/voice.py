"""Saying a phrase of the catalogue, with what it names filled in. Plain text: HTML escapes it later. Pure."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from babel import Locale
from jinja2 import Environment, StrictUndefined, Template

from app.notifications.catalogue import PLURALS, phrases
from app.notifications.languages import LANGUAGES

# Names and figures keep their own direction inside Arabic (UAX #9): each stands between these two.
_ISOLATE, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class Voice:
    """One language, and the values that its phrases may name."""

    def __init__(self, code: str, values: Mapping[str, Any]) -> None:
        self._code = code
        self._values = {**values, "plural": self._plural}

    def say(self, key: str) -> str:
        """One phrase.

        Raises:
            KeyError: the catalogue has no such key.
            UndefinedError: it names a value that nobody gives.
        """
        return _phrase(self._code, key).render(self._values)

    def with_values(self, **more: Any) -> "Voice":
        return Voice(self._code, {**self._values, **more})

    def set_apart(self, text: str) -> str:
        """A value that stands by itself."""
        return _isolated(text) if LANGUAGES[self._code].direction == "rtl" else text

    def _plural(self, noun: str, n: int) -> str:
        """`3 hours`, by the plural rule of the language (CLDR)."""
        return _phrase(self._code, f"{PLURALS}{noun}.{Locale(self._code).plural_form(n)}").render(n=n)


@cache
def _phrase(code: str, key: str) -> Template:
    return _environment(code).from_string(phrases(code)[key])


@cache
def _environment(code: str) -> Environment:
    """A value that nobody gives is an error: in the tests, not in a client's mail."""
    rtl = LANGUAGES[code].direction == "rtl"
    finish = _finish_rtl if rtl else None
    return Environment(undefined=StrictUndefined, autoescape=False, finalize=finish)  # noqa: S701 - plain text


def _finish_rtl(value: Any) -> Any:
    return _isolated(value) if isinstance(value, str) else value


def _isolated(text: str) -> str:
    return f"{_ISOLATE}{text}{_POP}"
