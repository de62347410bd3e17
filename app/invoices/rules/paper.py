"""An invoice or credit note as it is issued: everything on it, as it was at that moment."""

from dataclasses import dataclass
from datetime import date, datetime

from app.invoices.rules import Kind
from app.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Seller or buyer. `country` is ISO 3166's code of two letters."""

    name: str
    address_lines: tuple[str, ...] = ()
    country: str | None = None
    tax_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Amounts are minor units of the paper's currency; `rate` is basis points."""

    title: str
    served_on: date
    quantity: int
    net: int
    rate: int
    tax: int
    gross: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """`paid` went to the seller, or back to the buyer. `corrects` is the number of the invoice taken back."""

    kind: Kind
    number: str
    issued_on: date
    issued_at: datetime
    language: str
    currency: str
    booking: str | None  # its reference; None: a package was sold
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    paid: int
    corrects: str | None = None
    note: str | None = None

    @property
    def net(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def gross(self) -> int:
        return sum(line.gross for line in self.lines)

    @property
    def due(self) -> int:
        """Tax that comes on top of what was paid, and is left to be paid."""
        return self.gross - self.paid

    def money(self, minor: int) -> Money:
        return Money(minor, self.currency)
