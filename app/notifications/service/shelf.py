"""What several messages are written from, read at once: most of a message's time would go into asking."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.notifications import queries
from app.notifications.facts import Appointment
from app.notifications.models import Delivery
from app.notifications.reading import Told


@dataclass(frozen=True, slots=True)
class Shelf:
    """The bookings that some messages are about, and everything that was told of them."""

    _appointments: Mapping[int, Appointment]
    _told: Mapping[tuple[int, int], Sequence[Told]]

    @classmethod
    def of(cls, session: Session, deliveries: Sequence[Delivery]) -> "Shelf":
        bookings = {each.booking_id for each in deliveries if each.booking_id is not None}
        told: defaultdict[tuple[int, int], list[Told]] = defaultdict(list)
        for each in queries.told_of(session, bookings):
            told[each.booking_id, each.user_id].append(each)
        return cls(queries.appointments(session, bookings), told)

    def appointment(self, delivery: Delivery) -> Appointment | None:
        """As it is now, if the message is about one."""
        return None if delivery.booking_id is None else self._appointments.get(delivery.booking_id)

    def others(self, delivery: Delivery) -> Sequence[Told]:
        """What else this reader was told of this booking, or will be."""
        if delivery.booking_id is None:
            return ()
        about = self._told.get((delivery.booking_id, delivery.user_id), ())
        return [each for each in about if each.delivery_id != delivery.id]
