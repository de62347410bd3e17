"""Our side of a talk with Stripe, and the other side to look into."""

from dataclasses import dataclass, field, replace
from typing import Any

from app.adapters.clock.system import SystemClock
from app.adapters.payments.stripe import Access, StripeCards, StripePayments, StripePayouts
from app.ports.payments import Charge, Order
from tests.contracts.companies import a_key, an_order
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET, Imitation

SHORT = (1.0, 0.5)  # seconds of patience, for answers that come too late


@dataclass
class Till:
    imitation: Imitation
    ours: StripePayments = field(init=False)

    def __post_init__(self) -> None:
        self.ours = self.adapter()

    @property
    def access(self) -> Access:
        return Access(secret_key=SECRET_KEY, webhook_secrets=(WEBHOOK_SECRET,), url=self.imitation.site)

    @property
    def vault(self) -> StripeCards:
        return StripeCards(self.access)

    @property
    def payouts(self) -> StripePayouts:
        return StripePayouts(self.access)

    def adapter(self, **chosen: Any) -> StripePayments:
        patience = chosen.pop("patience", (3.0, 8.0))
        return StripePayments(replace(self.access, **chosen), SystemClock(), patience=patience)

    def opened(self, **terms: Any) -> Charge:
        return self.ours.open_checkout(order(**terms))

    def authorised(self, **terms: Any) -> Charge:
        charge = self.opened(**terms)
        assert self.imitation.buttons.pay(charge.reference)
        return self.ours.fetch(charge.reference)

    def captured(self, **terms: Any) -> Charge:
        return self.ours.capture(self.authorised(**terms).reference, key=a_key())


def order(**terms: Any) -> Order:
    return replace(an_order(), **terms)
