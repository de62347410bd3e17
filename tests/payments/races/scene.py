"""Whole flows in one process: the API, the workers, and a company whose buttons the test presses."""

from dataclasses import dataclass
from typing import Any

from app.db import ledger
from app.db.session import transaction
from app.payments.models import Payment
from app.ports.payments import Charge
from tests.api import Person, execute, join
from tests.bookings.asking import ask, occupied, seen, standing
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import payment, refunds
from tests.factories.desks import Desk, open_desk
from tests.factories.payments import row
from tests.payments.stage import Stage, hurry, work

__all__ = ["Scene", "hurry", "occupied", "refunds", "seen", "standing", "work"]


@dataclass(frozen=True)
class Scene:
    site: Stage
    desk: Desk
    ada: Person
    ben: Person
    cleo: Person

    def book(self, *, hour: int = 10, by: Person | None = None) -> int:
        """Somebody asks for a time, and it is reserved."""
        answer = ask(by or self.ben, self.desk, self.desk.at(hour))
        assert answer.status_code == 202, answer.text
        work()
        booking_id: int = answer.get_json()["data"]["id"]
        return booking_id

    def payment(self, booking_id: int) -> Payment:
        """The latest payment of a booking."""
        return row(payment(booking_id)["id"])

    def opens(self, booking_id: int) -> Charge:
        """The client follows the pay link: the company has a checkout."""
        return self.site.charge(self.payment(booking_id).id)

    def pays(self, booking_id: int) -> Charge:
        """The client pays at the company, and nobody has told us yet."""
        charge = self.opens(booking_id)
        assert self.site.company.pay(charge.reference)
        return charge

    def hears(self, charge: Charge) -> None:
        """A webhook about a charge arrives, and the workers do what follows."""
        number = execute("SELECT count(*) FROM inbox")
        self.site.hear(charge.reference, event_id=f"evt_{charge.reference}_{number}")

    def confirmed(self, *, hour: int = 10) -> int:
        """A booking that is paid, confirmed and captured."""
        booking_id = self.book(hour=hour)
        self.hears(self.pays(booking_id))
        assert self.state(booking_id)[0] == "CONFIRMED"
        return booking_id

    def truth(self, booking_id: int) -> Charge:
        """What the company has of a booking's latest payment."""
        return self.site.company.of_payment(self.payment(booking_id).id)

    def expires(self, booking_id: int) -> None:
        """The deadline passes."""
        hold_runs_out(booking_id)
        work()

    def cancels(self, booking_id: int, *, by: Person | None = None) -> None:
        answer = (by or self.ben).delete(f"/v1/bookings/{booking_id}")
        assert answer.status_code == 204, answer.text
        work()

    def state(self, booking_id: int) -> tuple[str, str | None, str | None]:
        return standing(self.ben, booking_id)

    def shown(self, booking_id: int) -> dict[str, Any]:
        return seen(self.ben, booking_id)

    def asked(self, verb: str) -> int:
        """How often the company was asked for something."""
        return sum(call.startswith(verb) for call in self.site.company.asked)


def scene(site: Stage) -> Scene:
    ada, ben, cleo = (
        join(site.app, name, role)
        for name, role in (("Ada", "PROVIDER"), ("Ben", "CLIENT"), ("Cleo", "CLIENT"))
    )
    return Scene(site, open_desk(ada, price_minor=5000), ada, ben, cleo)


def owe(name: str) -> None:
    """A job fires."""
    with transaction() as session:
        ledger.enqueue(session, name)
    work()
