"""Who books what, when, and what comes of it: two hundred bookings, decided before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.bookings import rules
from app.kernel.zones import moment_of
from app.seed.diary import Diary
from app.seed.luck import luck
from app.seed.people import Guest
from app.seed.shops import Offer, OpenShop
from app.seed.stories import FUTURE, PAST, Chapter, Fate, fits, history, payment_status

REACH = {False: (timedelta(days=-70), timedelta(days=-1)), True: (timedelta(days=1), timedelta(days=21))}
OFTEN = {"Ben": 6, "Casey": 4, "Cleo": 0}
NOTES = (
    None,
    None,
    "First time, a little nervous.",
    "Please ring the upper bell.",
    "Can we go on where we stopped?",
    "I may be five minutes late.",
)


@dataclass(frozen=True, slots=True)
class Card:
    """What comes of a booking that lies behind us, or before us."""

    fate: Fate
    coming: bool


_PROMISED = (Card(Fate.CONFIRMED, coming=True), Card(Fate.COMPLETED, coming=False))


@dataclass(frozen=True, slots=True)
class Entry:
    """One booking of the demo world, with the moments of its history."""

    booking_id: int
    shop: OpenShop
    offer: Offer
    guest: Guest
    start: datetime
    fate: Fate
    moments: tuple[tuple[Chapter, datetime], ...]
    note: str | None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.offer.thing.minutes)

    @property
    def created(self) -> datetime:
        return self.moments[0][1]

    @property
    def settled(self) -> datetime:
        """When its payment came to rest."""
        return self.moments[min(2, len(self.moments) - 1)][1]

    @property
    def last(self) -> tuple[Chapter, datetime]:
        return self.moments[-1]

    @property
    def deadline(self) -> datetime | None:
        """Until when the provider may answer, if that is what it waits for."""
        if self.fate is not Fate.WAITING:
            return None
        return rules.approval_deadline(self.last[1], self.start)

    @property
    def refund_minor(self) -> int:
        """What the policy gave back when the client cancelled."""
        if self.fate is not Fate.CANCELLED or not self.offer.due:
            return 0
        policy = rules.Policy(self.shop.shop.free_hours, self.shop.shop.late_percent)
        return rules.refund_due(
            self.offer.price_minor, policy, start=self.start, at=self.last[1], by_client=True
        )

    @property
    def captured(self) -> bool:
        return self.offer.due and payment_status(self.fate).name == "CAPTURED"


def plot(shops: list[OpenShop], guests: list[Guest], *, now: datetime) -> list[Entry]:
    """The first two are promised: Ben has been at Ada's, and will be again."""
    diary = Diary()
    ben, ada = guests[:1], shops[:1]
    regulars = [guest for guest in guests for _ in range(OFTEN.get(guest.first_name, 1))]
    return [
        _entry(
            diary,
            luck(f"booking {number}"),
            ada if number < len(_PROMISED) else shops,
            ben if number < len(_PROMISED) else regulars,
            card,
            now=now,
        )
        for number, card in enumerate(_cards())
    ]


def _cards() -> list[Card]:
    cards = [Card(fate, coming=False) for fate, count in PAST.items() for _ in range(count)]
    cards += [Card(fate, coming=True) for fate, count in FUTURE.items() for _ in range(count)]
    luck("fates").shuffle(cards)
    for card in _PROMISED:
        cards.remove(card)
    return [*_PROMISED, *cards]


def _entry(
    diary: Diary,
    chance: Random,
    shops: list[OpenShop],
    guests: list[Guest],
    card: Card,
    *,
    now: datetime,
) -> Entry:
    shop, offer = chance.choice(_fitting(shops, card.fate))
    since, until = REACH[card.coming]
    start = diary.find(shop, offer, now + since, now + until, chance)
    guest = diary.free_guest(guests, offer, start, chance)
    diary.enter(shop, offer, guest, start)
    begins = moment_of(start)
    moments = tuple(_moments(offer, card.fate, begins, chance, now))
    number = chance.randrange(10**11, 10**12)
    return Entry(number, shop, offer, guest, begins, card.fate, moments, chance.choice(NOTES))


def _fitting(shops: list[OpenShop], fate: Fate) -> list[tuple[OpenShop, Offer]]:
    return [
        (shop, offer)
        for shop in shops
        for offer in shop.offers
        if fits(fate, due=offer.due, needs_approval=offer.thing.needs_approval)
    ]


def _moments(
    offer: Offer, fate: Fate, start: datetime, chance: Random, now: datetime
) -> Iterator[tuple[Chapter, datetime]]:
    """Asked for days before, settled within minutes; the last chapter when its time came."""
    chapters = history(fate, due=offer.due, needs_approval=offer.thing.needs_approval)
    hours = chance.randrange(1, 4) if fate is Fate.WAITING else chance.randrange(30, 400)
    created = min(start, now) - timedelta(hours=hours)
    ends = start + timedelta(minutes=offer.thing.minutes)
    for number, chapter in enumerate(chapters):
        at = created + number * timedelta(minutes=4)
        if chapter.kind in {"completed", "no_show"}:
            at = ends
        if chapter.kind == "cancelled":
            at = created + (min(start, now) - created) * chance.choice((0.4, 0.7, 0.98))
        yield chapter, at
