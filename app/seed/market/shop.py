"""How a provider of the demo world is written down."""

from dataclasses import dataclass, field
from decimal import Decimal

WEEKDAYS = (1, 2, 3, 4, 5)
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True)
class City:
    name: str
    timezone: str
    currency: str
    latitude: float
    longitude: float


LONDON = City("London", "Europe/London", "GBP", 51.5072, -0.1276)
EDINBURGH = City("Edinburgh", "Europe/London", "GBP", 55.9533, -3.1883)
BERLIN = City("Berlin", "Europe/Berlin", "EUR", 52.5200, 13.4050)
NEW_YORK = City("New York", "America/New_York", "USD", 40.7128, -74.0060)
TOKYO = City("Tokyo", "Asia/Tokyo", "JPY", 35.6762, 139.6503)
SYDNEY = City("Sydney", "Australia/Sydney", "AUD", -33.8688, 151.2093)


@dataclass(frozen=True, slots=True)
class Hours:
    """The same span on several days of the week, ISO numbers."""

    days: tuple[int, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Override:
    """A date so many days from today with other hours; without spans it is closed."""

    in_days: int
    spans: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to book."""

    title: str
    minutes: int
    price: Decimal
    description: str = ""
    step: int = 30
    before: int = 0
    after: int = 0
    notice: int = 120
    horizon: int = 60
    needs_approval: bool = False
    payment: str = "NOW"


@dataclass(frozen=True, slots=True)
class Shop:
    first_name: str
    last_name: str
    city: City
    street: str
    bio: str
    specializations: tuple[str, ...]
    languages: tuple[str, ...]
    rate: Decimal
    meeting: str
    things: tuple[Thing, ...]
    hours: tuple[Hours, ...]
    overrides: tuple[Override, ...] = ()
    free_hours: int = 24
    late_percent: int = 50
    metadata: dict[str, object] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return f"{self.first_name.lower()}@example.com"
