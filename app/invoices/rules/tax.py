"""Tax of an amount in minor units. Rates are basis points: 1,900 is 19 %. Half a unit is rounded up."""

from dataclasses import dataclass

WHOLE = 10_000  # basis points


@dataclass(frozen=True, slots=True)
class Split:
    """net + tax = gross, always."""

    net: int
    tax: int

    @property
    def gross(self) -> int:
        return self.net + self.tax

    def minus(self, other: "Split") -> "Split":
        return Split(self.net - other.net, self.tax - other.tax)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a provider taxes. `included`: what clients pay holds the tax; otherwise it comes on top."""

    rate: int
    included: bool


def split(paid: int, terms: Terms) -> Split:
    """What was paid, as net and tax."""
    if terms.included:
        net = _half_up(paid * WHOLE, WHOLE + terms.rate)
        return Split(net, paid - net)
    return Split(paid, _half_up(paid * terms.rate, WHOLE))


def share(paid: int, before: int, terms: Terms) -> Split:
    """The part of an invoice that takes back `paid`, after `before` was taken back.

    Each part is what is added to the whole: so parts that give everything back sum to the invoice, to the
    cent, which parts that were rounded by themselves would not.
    """
    return split(before + paid, terms).minus(split(before, terms))


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)
