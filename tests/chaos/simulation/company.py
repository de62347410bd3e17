"""A payment company as a model: keys make repeats harmless, calls fail before or after their effect."""

from dataclasses import dataclass, field
from random import Random

from app.payments.rules import PaymentStatus as Is

AWAY, MUTE = 0.06, 0.06
LOST, LATE, TWICE = 0.2, 0.3, 0.2


class Away(Exception):  # noqa: N818 - reads as what it is
    """Nobody answered; whether something happened is not known."""


class Refused(Exception):  # noqa: N818
    """It will never work as asked."""


@dataclass
class Charge:
    state: Is = Is.OPEN
    captured: int = 0
    refunds: dict[str, int] = field(default_factory=dict)
    authorized: int = 0  # how often: twice would be a doubled charge

    @property
    def refunded(self) -> int:
        return sum(self.refunds.values())


@dataclass
class Company:
    chance: Random
    calm: bool = False
    charges: dict[int, Charge] = field(default_factory=dict)
    post: list[tuple[float, int]] = field(default_factory=list)

    def call(self, act: str, payment: int, now: float, *, amount: int = 0, key: str = "") -> Charge:
        """One request of ours. Raises Away, before or after the effect; Refused."""
        luck = 1.0 if self.calm else self.chance.random()
        if luck < AWAY:
            raise Away
        before = repr(self.charges.get(payment))
        charge = self._done(act, payment, amount, key)
        if repr(charge) != before:
            self._tell(payment, now)
        if luck < AWAY + MUTE:
            raise Away
        return charge

    def pay(self, payment: int, now: float) -> None:
        """The client, on the company's page."""
        charge = self.charges.get(payment)
        if charge is not None and charge.state == Is.OPEN:
            charge.state, charge.authorized = Is.AUTHORIZED, charge.authorized + 1
            self._tell(payment, now)

    def pay_late(self, payment: int, amount: int, now: float) -> None:
        """A slow method brings money for what was closed meanwhile."""
        charge = self.charges.get(payment)
        if charge is not None and charge.state == Is.VOIDED and not charge.authorized:
            charge.state, charge.captured, charge.authorized = Is.CAPTURED, amount, 1
            self._tell(payment, now)

    def _done(self, act: str, payment: int, amount: int, key: str) -> Charge:
        charge = self.charges.setdefault(payment, Charge())
        match act:
            case "void" if charge.state == Is.OPEN:
                charge.state = Is.VOIDED
            case "release" if charge.state == Is.AUTHORIZED:
                charge.state = Is.VOIDED
            case "capture" if charge.state == Is.AUTHORIZED:
                charge.state, charge.captured = Is.CAPTURED, amount
            case "capture" if charge.state != Is.CAPTURED:
                raise Refused
            case "refund" if key not in charge.refunds:
                if charge.refunded + amount > charge.captured:
                    raise Refused
                charge.refunds[key] = amount
        return charge

    def _tell(self, payment: int, now: float) -> None:
        """By webhook: lost, late, twice, in any order."""
        if not self.calm and self.chance.random() < LOST:
            return
        for _ in range(2 if not self.calm and self.chance.random() < TWICE else 1):
            late = self.chance.uniform(0, 900) if not self.calm and self.chance.random() < LATE else 0.0
            self.post.append((now + late, payment))
