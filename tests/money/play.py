"""One run: the stories of many bookings told at once, then calm, then the verdict."""

from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from sqlalchemy import text

from app.db.session import statements
from app.ports import install, ports
from tests.api import execute
from tests.money.company import Luck, UnluckyPayments
from tests.money.stories import Story, story
from tests.money.town import Town, found
from tests.money.verdict import Verdict, judge
from tests.payments.races.killing import listening
from tests.payments.stage import stage

AT_ONCE = 30
WORK, WAIT = 0.35, 0.1


@dataclass(frozen=True)
class Played:
    verdict: Verdict
    faults: Counter[str]


def play(seed: int, bookings: int, database_url: str) -> Played:
    """The same seed gives the same wishes and the same bad luck."""
    luck = Luck(Random(seed))  # noqa: S311 - no secret
    company = UnluckyPayments(luck)
    with stage(database_url, company) as site, listening(luck):
        install(replace(ports(), vault=company.vault))
        town = found(site, company, luck)
        _tell(town, bookings)
        _calm(town)
        return Played(judge(_bookings(town), company.charges()), luck.struck_by)


def _tell(town: Town, bookings: int) -> None:
    """Whose turn it is, chance decides; also when the post comes and when the workers get to work."""
    live: list[Story] = []
    begun = 0
    while begun < bookings or live:
        while len(live) < AT_ONCE and begun < bookings:
            live.append(story(town))
            begun += 1
        chosen = town.random.choice(live)
        if next(chosen, Ended) is Ended:
            live.remove(chosen)
        town.deliver()
        if town.random.random() < WAIT:
            town.wait()
        if town.random.random() < WORK:
            town.labour()


class Ended:
    """Stands for the end of a story."""


def _calm(town: Town) -> None:
    """Nothing fails any more. All that waits comes to pass, and has to settle by itself."""
    town.luck.calm = True
    _settle(town)
    for booking_id in _bookings(town, "b.status = 'PENDING' OR b.attention = 'PAYMENT_DUE'"):
        town.expires(booking_id)
    _settle(town)
    for booking_id in _bookings(town, "b.status = 'CONFIRMED'"):
        town.passes(booking_id)
    _settle(town)


def _settle(town: Town) -> None:
    for _ in range(2):
        town.deliver()
        town.wait()
        execute("UPDATE payments SET updated_at = updated_at - interval '3 minutes'")
        for job in ("payments.reconcile", "payments.compare", "bookings.recover"):
            town.fires(job)


def _bookings(town: Town, condition: str = "true") -> list[int]:
    statement = (
        f"SELECT b.id FROM bookings b WHERE b.provider_id = ANY(:desks) AND ({condition}) ORDER BY b.id"  # noqa: S608
    )
    with statements() as connection:
        desks = [desk.provider_id for desk in town.desks]
        return list(connection.execute(text(statement), {"desks": desks}).scalars())
