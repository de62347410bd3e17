"""Public holidays of a country or a part of it, as the `holidays` library lists them. Pure.

The library is loaded when the first provider asks for it, and what it says is kept.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache

YEARS_AHEAD = 3


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Sequence[str]]:
    """The countries that are known by ISO 3166-1, with their parts that have holidays of their own."""
    from holidays import list_supported_countries

    known: Mapping[str, Sequence[str]] = list_supported_countries(include_aliases=False)
    return known


@lru_cache(maxsize=512)
def named(country: str, subdivision: str | None, since: int, until: int) -> Mapping[date, tuple[str, ...]]:
    """The holidays of these years, both included, each with its names; of a country unknown by now none.

    The names are in the country's own language, whatever that of the machine may be.
    """
    from holidays import country_holidays

    try:
        language = country_holidays(country).default_language
        found = country_holidays(
            country, subdiv=subdivision, years=range(since, until + 1), language=language
        )
    except NotImplementedError:
        return {}
    return {day: tuple(found.get_list(day)) for day in sorted(found)}


def free_days(country: str | None, subdivision: str | None, worked: Collection[str], year: int) -> list[date]:
    """The holidays around a year on which nobody works: not those whose date or name is among the worked."""
    if country is None:
        return []
    kept_open = {word.casefold() for word in worked}
    around = named(country, subdivision, year - 1, year + YEARS_AHEAD)
    return [day for day, names in around.items() if not is_worked(day, names, kept_open)]


def is_worked(day: date, names: Collection[str], worked: Collection[str]) -> bool:
    """Whether a holiday is kept open; `worked` is casefolded."""
    return day.isoformat() in worked or any(name.casefold() in worked for name in names)
