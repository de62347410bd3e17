"""Finding providers: a query of filters and words, answered from an index or from the database itself.

Words come folded (`app.kernel.folding`) and already corrected, so that every adapter finds the same;
only the order by relevance is each adapter's own. An index knows when providers were free some moments ago:
whoever shows a time asks the database once more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

DEEPEST = 10_000  # how far into a list an index can be asked to go
FACETS = ("specializations", "languages", "meeting")
LARGEST_FACET = 20
UNITS = 10_000  # prices are compared as whole numbers: this many to a major unit of any currency


@dataclass(frozen=True, slots=True)
class Word:
    """A word looked for at the beginning of words, and others that may stand whole in its place."""

    text: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """A point in degrees; without a radius it only measures."""

    latitude: float
    longitude: float
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class Free:
    """Something of at least `minutes` starts within `[first, last]`, in epoch seconds."""

    first: int
    last: int
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is None does not narrow. `sort`: relevance rating price name distance nextAvailable."""

    words: tuple[Word, ...] = ()
    specialization: str | None = None
    language: str | None = None
    rating_min: float | None = None
    price_min: int | None = None
    price_max: int | None = None
    currency: str | None = None
    meeting: str | None = None
    near: Near | None = None
    free: Free | None = None
    sort: str = "rating"
    offset: int = 0
    size: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    provider_id: int
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`facets` counts each value over all that was found. `degraded`: not by the index that should have."""

    hits: Sequence[Hit]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A specialization, or a provider with their id."""

    text: str
    provider_id: int | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """What makes others similar to this provider."""

    provider_id: int
    specializations: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A provider as an index keeps them. Of two, that with the greater version is the newer."""

    provider_id: int
    version: int
    body: Mapping[str, Any]


class Building(Protocol):
    """An index beside the one in use."""

    def add(self, documents: Sequence[Document]) -> None: ...

    def swap(self) -> None:
        """Put it in the place of the one in use, which is dropped."""
        ...

    def drop(self) -> None: ...


class Search(Protocol):
    @property
    def kept(self) -> bool:
        """Whether there is an index to be kept up; without one the database answers by itself."""
        ...

    def may_be_asked(self) -> bool:
        """Whether to try the index now. While it is away, one caller at a time is told to."""
        ...

    def find(self, query: Query) -> Found:
        """Never raises for an index that is away: then the database answers, and says `degraded`."""
        ...

    def suggest(self, prefix: Sequence[str], size: int) -> Sequence[Suggestion]:
        """What begins with these folded words, specializations first."""
        ...

    def similar(self, like: Like, size: int) -> Sequence[int]:
        """Others, the most similar first."""
        ...

    def write(self, documents: Sequence[Document]) -> None:
        """Keep these; older ones than those kept already are passed over. Raises TransientError."""
        ...

    def read(self, provider_ids: Sequence[int]) -> Mapping[int, Document]:
        """What is kept of these. Raises TransientError."""
        ...

    def build(self) -> Building:
        """Begin an index beside the one in use. Raises TransientError."""
        ...

    def exists(self) -> bool:
        """Whether an index is in use. Raises TransientError."""
        ...
