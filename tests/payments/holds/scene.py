"""Ada wants a card and no money: half the price of who cancels late, all of it of who stays away."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.adapters.payments.memory_cards import Mood
from app.ports.payments import Charge
from tests.api import execute
from tests.bookings.passing import goes_by
from tests.factories.payments import row
from tests.payments.races.scene import Scene, work

AMOUNT = 5000
SOON, LATER = 3, 20  # days ahead: within a reservation's life, and beyond it


@dataclass(frozen=True)
class Holding(Scene):
    """`day` is how far ahead one books."""

    day: int = LATER

    def book(self, *, hour: int = 10, by: Any = None) -> int:
        headers = {"Prefer": "respond-async"}
        wanted = self.desk.wanted(self.desk.at(hour, day=self.day))
        answer = (by or self.ben).post("/v1/bookings", wanted, headers=headers)
        assert answer.status_code == 202, answer.text
        work()
        return int(answer.get_json()["data"]["id"])

    def agrees(self, booking_id: int) -> Charge:
        """The client agrees on our page, and is led to the company's."""
        payment = self.payment(booking_id)
        link = self.shown(booking_id)["paymentUrl"].removeprefix("http://book.example")
        answer = self.site.call("POST", link)
        assert answer.status_code == 303, answer.text
        opened = self.site.call("GET", answer.headers["Location"].removeprefix("http://book.example"))
        assert opened.status_code == 303, opened.text
        return self.site.company.of_payment(payment.id)

    def leaves_card(self, booking_id: int, mood: Mood = Mood.GOOD) -> Charge:
        charge = self.agrees(booking_id)
        assert self.site.company.pay(charge.reference, mood)
        self.hears(charge)
        return charge

    def secured(self, mood: Mood = Mood.GOOD, *, by: Any = None) -> int:
        """A booking that is confirmed because a card is there."""
        booking_id = self.book(by=by)
        self.leaves_card(booking_id, mood)
        assert self.state(booking_id)[0] == "CONFIRMED"
        return booking_id

    def passes(self, booking_id: int) -> None:
        """The appointment was over a day ago."""
        goes_by(booking_id, timedelta(days=self.day + 1))
        work()

    def is_missed(self, booking_id: int) -> None:
        """Nobody came, says Ada."""
        self.passes(booking_id)
        assert self.ada.post(f"/v1/bookings/{booking_id}/no-show").status_code == 200
        work()

    def comes_near(self, booking_id: int) -> None:
        """Twelve hours are left: too late to cancel free of charge."""
        ahead = execute("SELECT start_time - now() FROM bookings WHERE id = :id", id=booking_id)
        goes_by(booking_id, ahead - timedelta(hours=12))

    def taken(self, booking_id: int) -> list[tuple[str, str, int]]:
        """Every payment of a booking: its purpose, its status, what was captured; the oldest first."""
        found = execute(
            "SELECT json_agg(json_build_array(purpose, status, captured_minor) ORDER BY created_at, id)"
            " FROM payments WHERE booking_id = :id",
            id=booking_id,
        )
        return [(purpose, status, captured) for purpose, status, captured in found]

    def fee(self, booking_id: int) -> Any:
        return row(self.payment(booking_id).id)


def told(booking_id: int, kind: str) -> int:
    """How many people were told of something."""
    count: int = execute(
        "SELECT count(*) FROM notifications WHERE kind = :kind AND booking_id = :id", kind=kind, id=booking_id
    )
    return count
