"""Finding times for the bookings of the demo world: by the engine that real bookings are made with."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from app.availability.rules import open_slots
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of
from app.seed.people import Guest
from app.seed.shops import Offer, OpenShop

LONG_BEFORE = timedelta(days=400)


@dataclass(slots=True)
class Diary:
    """Who is taken when: neither provider nor client is in two places at once."""

    _shops: defaultdict[int, list[Interval]] = field(default_factory=lambda: defaultdict(list))
    _guests: defaultdict[int, list[Interval]] = field(default_factory=lambda: defaultdict(list))

    def find(self, shop: OpenShop, offer: Offer, since: datetime, until: datetime, chance: Random) -> int:
        """A free start of an offering between two moments."""
        timetable = replace(shop.timetable, busy=tuple(self._shops[shop.provider_id]))
        window = Interval(instant_of(since), instant_of(until))
        return chance.choice(open_slots(timetable, offer.terms, window=window, now=since - LONG_BEFORE))

    def free_guest(self, guests: list[Guest], offer: Offer, start: int, chance: Random) -> Guest:
        """Somebody of these who has time then; who stands there more often, comes more often."""
        slot = offer.terms.slot(start)
        return chance.choice([guest for guest in guests if not self._taken(guest, slot)])

    def _taken(self, guest: Guest, slot: Interval) -> bool:
        return any(slot.overlaps(own) for own in self._guests[guest.user_id])

    def enter(self, shop: OpenShop, offer: Offer, guest: Guest, start: int) -> None:
        self._shops[shop.provider_id].append(offer.terms.padded(start))
        self._guests[guest.user_id].append(offer.terms.slot(start))
