"""What people do in the town. Another module adds a kind of its own by `@action(weight)`."""

from collections.abc import Callable
from datetime import timedelta

from app.availability.free_times import MARGIN, free_times
from app.availability.offer import bare
from app.availability.rules import open_slots
from app.availability.schedule import Schedule, ask, schedule_of
from app.availability.slots.service import Wanted, Window, free_slots
from app.db.session import reading
from app.kernel.intervals import Interval
from app.kernel.zones import instant_of, moment_of
from tests.api import Person, execute
from tests.availability.simulation.booking import TAKEN, Outcome, book, cancel, move
from tests.availability.simulation.edits import edit
from tests.availability.simulation.town import Booked, Choice, Town

Action = Callable[[Town], None]
ACTIONS: list[tuple[int, Action]] = []


def action(weight: int) -> Callable[[Action], Action]:
    """How often something happens, beside the weights of all others."""

    def add(done: Action) -> Action:
        ACTIONS.append((weight, done))
        return done

    return add


@action(50)
def a_fresh_time_is_booked(town: Town) -> None:
    """Nobody was in between: no refusal is right."""
    choice, client = town.choose(town.shop()), town.client()
    if choice is None:
        return
    outcome = book(client, choice)
    if not _noted(town, client, choice, outcome):
        town.wrongly("a fresh time was refused", choice=choice, because=outcome.because)


@action(12)
def a_longer_one_is_booked(town: Town) -> None:
    """One of the further lengths of an offering."""
    shop = town.shop()
    offering_id = town.chance.choice(shop.offerings)
    further = _schedule(shop.desk.provider_id, offering_id).facts["further_durations"]
    if not further:
        return
    client, minutes = town.client(), town.chance.choice(further)["minutes"]
    choice = town.choose(shop, offering_id, minutes)
    if choice is not None and not _noted(town, client, choice, outcome := book(client, choice)):
        town.wrongly("a fresh time of a further length was refused", choice=choice, because=outcome.because)


@action(15)
def somebody_is_faster(town: Town) -> None:
    """Two saw the same list. The slower one is refused only for what the faster one took."""
    shop, faster, slower = town.shop(), town.client(), town.client()
    choice = town.choose(shop)
    other = _near(town, choice) if choice else None
    if choice is None or other is None:
        return
    first = book(faster, other)
    if not _noted(town, faster, other, first):
        town.wrongly("the faster one was refused", choice=other, because=first.because)
        return
    second = book(slower, choice)
    if _noted(town, slower, choice, second):
        return
    town.told["refused as taken"] += 1
    if second.status != TAKEN or not _offered_without(choice, first):
        town.wrongly("refused for another reason than the rival", choice=choice, because=second.because)


@action(12)
def a_quote_outlives_the_rules(town: Town) -> None:
    """Whatever the provider changes meanwhile: what was quoted is had, at its price."""
    shop, client = town.shop(), town.client()
    choice = town.choose(shop)
    if choice is None:
        return
    for _ in range(town.chance.randint(1, 3)):
        edit(town, shop)
    outcome = book(client, choice, quoted=True)
    if not _noted(town, client, choice, outcome) and outcome.status != TAKEN:
        town.wrongly("a quoted time was refused", choice=choice, because=outcome.because)


@action(12)
def a_booking_is_moved(town: Town) -> None:
    booked = _one_of(town)
    if booked is None:
        return
    schedule = _schedule(booked.shop.desk.provider_id, booked.offering_id)
    minutes = _minutes(booked.booking_id)
    if not schedule.offers(timedelta(minutes=minutes)):
        return
    choice = town.choose(booked.shop, booked.offering_id, minutes)
    if choice is None:
        return
    outcome = move(booked, choice.start)
    town.told["moved"] += outcome.stands
    if not outcome.stands:
        town.wrongly("a move to a fresh time was refused", choice=choice, because=outcome.because)


@action(14)
def a_booking_is_cancelled(town: Town) -> None:
    booked = _one_of(town)
    if booked is not None:
        cancel(booked)
        town.standing.remove(booked)
        town.told["cancelled"] += 1


@action(12)
def a_provider_changes_their_mind(town: Town) -> None:
    edit(town, town.shop())
    town.told["edits"] += 1


@action(4)
def a_list_is_checked_minute_by_minute(town: Town) -> None:
    """What is listed is what is explained, for any minute at all."""
    shop = town.shop()
    wanted = Wanted(provider_id=shop.desk.provider_id, offering_id=town.chance.choice(shop.offerings))
    since = shop.desk.at(town.chance.randint(0, 23), day=town.chance.randint(4, 300))
    offer, starts = free_slots(wanted, Window(since=since, until=since + timedelta(hours=20), zone=None))
    for minute in town.chance.sample(range(20 * 60), 40):
        at = since + timedelta(minutes=minute)
        if (instant_of(at) in starts) == bool(offer.against(at)):
            town.wrongly("listed and explained otherwise", wanted=wanted, at=at)


@action(4)
def search_reads_the_same(town: Town) -> None:
    """Many providers at once, by the statement behind search."""
    shops = town.chance.sample(town.shops, min(4, len(town.shops)))
    since = shops[0].desk.at(0, day=town.chance.randint(4, 300))
    until = since + timedelta(days=3)
    with reading() as session:
        found = free_times(
            session, [shop.desk.provider_id for shop in shops], since=since, until=until, now=since
        )
    for shop in shops:
        for times in found[shop.desk.provider_id]:
            around = {"since": since - MARGIN, "until": until + MARGIN}
            facts = ask(shop.desk.provider_id, offering_id=times.offering_id, **around)
            assert facts is not None
            alone = schedule_of(facts).lasting(timedelta(minutes=times.minutes))
            window = Interval(instant_of(since), instant_of(until))
            if times.starts != open_slots(alone.timetable, alone.terms, window=window, now=since):
                town.wrongly("search reads other times", shop=shop, since=since)


def _noted(town: Town, client: Person, choice: Choice, outcome: Outcome) -> bool:
    """Keep what stands."""
    if not outcome.stands or outcome.booking_id is None:
        return False
    shop = next(shop for shop in town.shops if shop.desk.provider_id == choice.wanted.provider_id)
    town.standing.append(Booked(outcome.booking_id, client, shop, choice.offering_id))
    town.told["booked"] += 1
    return True


def _near(town: Town, choice: Choice) -> Choice | None:
    """The same time, or one of the same provider around it."""
    if town.chance.random() < 0.5:
        return choice
    since = choice.start - timedelta(hours=3)
    window = Window(since=since, until=since + timedelta(hours=6), zone=None)
    _, starts = free_slots(choice.wanted, window)
    start = moment_of(town.chance.choice(starts)) if starts else choice.start
    return Choice(choice.wanted, start, choice.quote)


def _offered_without(choice: Choice, rival: Outcome) -> bool:
    """Whether the time would be had, were it not for the rival."""
    assert rival.booking_id is not None
    schedule = _schedule(choice.wanted.provider_id, choice.offering_id, at=choice, besides=rival.booking_id)
    return not bare(schedule).against(choice.start)


def _schedule(provider_id: int, offering_id: int, *, at: Choice | None = None, besides: int = 0) -> Schedule:
    around = timedelta(days=2)
    moment = at.start if at else moment_of(0)
    facts = ask(
        provider_id,
        offering_id=offering_id,
        since=moment - around,
        until=moment + around,
        besides=besides,
    )
    assert facts is not None
    schedule = schedule_of(facts)
    return schedule.lasting(timedelta(minutes=at.wanted.minutes)) if at and at.wanted.minutes else schedule


def _one_of(town: Town) -> Booked | None:
    return town.chance.choice(town.standing) if town.standing else None


def _minutes(booking_id: int) -> int:
    minutes: int = execute(
        "SELECT extract(epoch FROM end_time - start_time)::int / 60 FROM bookings WHERE id = :id",
        id=booking_id,
    )
    return minutes
