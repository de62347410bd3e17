"""One history: people, workers and bad luck take turns; then calm; then nothing may be wrong."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from app.bookings.rules import Policy
from tests.chaos.simulation.company import Away, Company
from tests.chaos.simulation.house import PRICE, House, Run
from tests.chaos.simulation.ledger import LeaseLost, Ledger, Task
from tests.chaos.simulation.verdict import objections

STEPS, WORKERS, SLOTS = 90, 3, 2
DEATH, FREEZE = 0.06, 0.03
CALM_STEPS = 3000


@dataclass
class Hand:
    """A worker's thread with a task in it."""

    task: Task
    token: int
    run: Run
    frozen_until: float = 0.0


@dataclass
class History:
    seed: int
    faults: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    bookings: int = 0
    messages: int = 0
    charges: int = 0


def play(seed: int, *, house: type[House] = House, ledger: type[Ledger] = Ledger) -> History:
    """The same seed gives the same history, on every machine. A test may give a product that cheats."""
    chance = Random(seed)  # noqa: S311 - repeatable, no secret
    return _played(house(chance, ledger(chance), Company(chance)), History(seed), chance)


def _played(house: House, history: History, chance: Random) -> History:
    hands: list[Hand] = []
    for _ in range(STEPS):
        _people(house, chance)
        _pass_time(house, chance)
        _post(house)
        _turn(house, hands, history, chance)
    _calm(house, hands, history, chance)
    history.wrong = objections(house, killed=history.faults["killed"] + history.faults["frozen"] > 0)
    history.bookings = len(house.bookings)
    history.messages = len(house.told)
    history.charges = len(house.company.charges)
    return history


def _people(house: House, chance: Random) -> None:
    """Somebody asks, pays, cancels, answers."""
    luck = chance.random()
    if luck < 0.12 and len(house.bookings) < 6:
        policy = Policy(free_hours=chance.choice((0, 24)), late_percent=chance.choice((0, 50, 100)))
        house.ask(
            chance.randrange(SLOTS),
            paid=chance.random() < 0.75,
            approval=chance.random() < 0.2,
            policy=policy,
        )
    elif house.bookings and luck < 0.45:
        booking = chance.choice(house.bookings)
        act = chance.random()
        if act < 0.55:
            _pays(house, booking.number, chance)
        elif act < 0.7:
            house.cancel(booking)
        else:
            house.decide(booking, accepted=chance.random() < 0.8)


def _pays(house: House, number: int, chance: Random) -> None:
    """Through the link to the company's page; or late, where the checkout was closed."""
    booking = house.bookings[number]
    payment = house.payment_of(booking)
    if payment is not None and chance.random() < 0.1:
        house.company.pay_late(payment, PRICE, house.now)
    asked = house.asks_for_checkout(booking)
    if asked is None:
        return
    try:
        charge = house.company.call("open", asked, house.now)
    except Away:
        return
    house.learn(asked, charge)
    if chance.random() < 0.85:
        house.company.pay(asked, house.now)


def _pass_time(house: House, chance: Random) -> None:
    house.now += chance.choice((0.1, 0.5, 2.0, 6.0, 31.0, 200.0 if chance.random() < 0.3 else 1.0))


def _post(house: House) -> None:
    """A webhook is a hint: it only makes a worker look."""
    arrived = [payment for at, payment in house.company.post if at <= house.now]
    house.company.post = [(at, payment) for at, payment in house.company.post if at > house.now]
    for payment in arrived:
        house.ledger.owe("payments.check", at=house.now, payment_id=payment)


def _turn(house: House, hands: list[Hand], history: History, chance: Random) -> None:
    """Free hands take what is due, and some hands move on; one may die or freeze."""
    for hand in hands:
        if hand.frozen_until <= house.now:
            house.ledger.prolong(hand.task, hand.token, house.now)
    for _ in range(4):
        due = house.ledger.due(house.now)
        if due and len(hands) < WORKERS:
            task = chance.choice(due)
            token = house.ledger.claim(task, house.now)
            hands.append(Hand(task, token, house.work(task, token)))
        awake = [hand for hand in hands if hand.frozen_until <= house.now]
        if awake:
            _move(house, hands, chance.choice(awake), history, chance)


def _move(house: House, hands: list[Hand], hand: Hand, history: History, chance: Random) -> None:
    if not house.company.calm and chance.random() < DEATH:
        history.faults["killed"] += 1
        hands.remove(hand)
        return
    if not house.company.calm and chance.random() < FREEZE:
        history.faults["frozen"] += 1
        hand.frozen_until = house.now + chance.uniform(1, 40)
        return
    if _goes_on(house, hand, history):
        return
    hands.remove(hand)


def _goes_on(house: House, hand: Hand, history: History) -> bool:
    """Whether there is more to do after the next step."""
    try:
        next(hand.run)
    except StopIteration:
        return False
    except Away:
        history.faults["company away or silent"] += 1
        house.ledger.fail(hand.task, hand.token, house.now)
        return False
    except LeaseLost:
        history.faults["fenced"] += 1
        return False
    return True


def _calm(house: House, hands: list[Hand], history: History, chance: Random) -> None:
    """Nothing fails any more; the reconciliation asks about every payment; all comes to rest."""
    house.company.calm = True
    for _ in range(3):
        for number, payment in enumerate(house.payments):
            if payment.asked:
                house.ledger.owe("payments.check", at=house.now, payment_id=number)
        _rest(house, hands, history, chance)


def _rest(house: House, hands: list[Hand], history: History, chance: Random) -> None:
    """Until nothing is left to do; where nothing is due yet, time jumps to when something is."""
    for _ in range(CALM_STEPS):
        _post(house)
        _turn(house, hands, history, chance)
        later = [*house.ledger.times(), *(at for at, _ in house.company.post)]
        if hands or house.ledger.due(house.now):
            house.now += 1.0
        elif later:
            house.now = max(house.now, min(later)) + 0.1
        else:
            return
