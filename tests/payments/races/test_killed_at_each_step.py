"""Row 33: whoever dies between two steps, the next one finds what was done, and does the rest once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from app.adapters.payments.memory_cards import Mood
from app.db.session import reading
from app.payments import balances
from app.ports import install, ports
from app.ports.payments import ChargeState
from tests.api import execute
from tests.bookings.passing import goes_by
from tests.payments.races.killing import Moment, MortalPayments, Reaper, listening, lives_on
from tests.payments.races.scene import Scene, occupied, owe, scene, work
from tests.payments.stage import stage


@pytest.fixture
def reaper() -> Reaper:
    return Reaper()


@pytest.fixture
def race(database_url: str, reaper: Reaper) -> Iterator[Scene]:
    with stage(database_url, MortalPayments(reaper)) as site, listening(reaper):
        install(replace(ports(), vault=site.company.vault))
        yield scene(site)


@dataclass(frozen=True)
class Flow:
    """What happened before, what is killed, and how it has to end: booking, payment, taken, given back.

    `after` is what people do once it is settled.
    """

    before: Callable[[Scene], int]
    step: Callable[[Scene, int], object]
    end: tuple[str, str, int, int]
    after: Callable[[Scene, int], object] = lambda *_: None


def _held(race: Scene) -> int:
    return race.book()


def _open(race: Scene) -> int:
    booking_id = race.book()
    race.opens(booking_id)
    return booking_id


def _paid(race: Scene) -> int:
    booking_id = race.book()
    race.pays(booking_id)
    return booking_id


def _forgotten(race: Scene) -> int:
    booking_id = _paid(race)
    execute(
        "UPDATE payments SET updated_at = now() - interval '3 minutes' WHERE booking_id = :id", id=booking_id
    )
    return booking_id


def _picky(race: Scene) -> int:
    """Authorised, and waiting for the provider's word."""
    race.desk.offers(needs_approval=True)
    booking_id = _paid(race)
    race.hears(race.truth(booking_id))
    return booking_id


def _visits_and_pays(race: Scene, booking_id: int) -> None:
    race.site.visit(race.payment(booking_id).id)
    race.site.company.pay(race.truth(booking_id).reference)
    race.hears(race.truth(booking_id))


def _declines(race: Scene, booking_id: int) -> None:
    assert race.ada.post(f"/v1/bookings/{booking_id}/decline").status_code == 200
    work()


def _secured(race: Scene, mood: Mood = Mood.GOOD) -> int:
    """Confirmed by a card, of an appointment that is over."""
    booking_id = _asked_for_a_card(race)
    assert race.site.company.pay(race.truth(booking_id).reference, mood)
    race.hears(race.truth(booking_id))
    goes_by(booking_id, timedelta(days=21))
    work()
    return booking_id


def _asked_for_a_card(race: Scene) -> int:
    booking_id = _waits_for_consent(race)
    _agrees(race, booking_id)
    return booking_id


def _asked_and_left(race: Scene) -> int:
    booking_id = _asked_for_a_card(race)
    race.site.company.pay(race.truth(booking_id).reference)
    race.hears(race.truth(booking_id))
    return booking_id


def _agrees(race: Scene, booking_id: int) -> None:
    link = race.shown(booking_id)["paymentUrl"].removeprefix("http://book.example")
    race.site.call("POST", link)
    race.site.call("GET", link)


def _waits_for_consent(race: Scene) -> int:
    race.desk.offers(payment="CARD", no_show_percent=100)
    wanted = race.desk.wanted(race.desk.at(10, day=20))
    answer = race.ben.post("/v1/bookings", wanted, headers={"Prefer": "respond-async"})
    work()
    return int(answer.get_json()["data"]["id"])


def _agrees_and_leaves_a_card(race: Scene, booking_id: int) -> None:
    _agrees(race, booking_id)
    race.site.company.pay(race.truth(booking_id).reference)
    race.hears(race.truth(booking_id))


def _is_missed(race: Scene, booking_id: int) -> None:
    assert race.ada.post(f"/v1/bookings/{booking_id}/no-show").status_code == 200
    work()


def _pays_by_the_link(race: Scene, booking_id: int) -> None:
    race.site.visit(race.payment(booking_id).id)
    race.site.company.pay(race.truth(booking_id).reference)
    race.hears(race.truth(booking_id))


def _declined(race: Scene) -> int:
    booking_id = _secured(race, Mood.DECLINED)
    _is_missed(race, booking_id)
    return booking_id


FLOWS = {
    "opening the checkout": Flow(_held, _visits_and_pays, ("CONFIRMED", "CAPTURED", 5000, 0)),
    "hearing of the payment and capturing": Flow(
        _paid, lambda race, booking: race.hears(race.truth(booking)), ("CONFIRMED", "CAPTURED", 5000, 0)
    ),
    "finding a payment whose webhook was lost": Flow(
        _forgotten, lambda *_: owe("payments.reconcile"), ("CONFIRMED", "CAPTURED", 5000, 0)
    ),
    "letting a hold run out": Flow(
        _open, lambda race, booking: race.expires(booking), ("EXPIRED", "VOIDED", 0, 0)
    ),
    "cancelling before the payment": Flow(
        _open, lambda race, booking: race.cancels(booking), ("CANCELLED", "VOIDED", 0, 0)
    ),
    "declining what was authorised": Flow(
        _picky,
        _declines,
        ("REJECTED", "VOIDED", 0, 0),
    ),
    "cancelling what was captured": Flow(
        lambda race: race.confirmed(),
        lambda race, booking: race.cancels(booking),
        ("CANCELLED", "REFUNDED", 5000, 5000),
    ),
    "agreeing and leaving a card": Flow(
        _waits_for_consent, _agrees_and_leaves_a_card, ("CONFIRMED", "AUTHORIZED", 0, 0)
    ),
    "charging a no-show to a kept card": Flow(_secured, _is_missed, ("NO_SHOW", "CAPTURED", 5000, 0)),
    "charging a no-show to a card that is declined": Flow(
        lambda race: _secured(race, Mood.DECLINED),
        _is_missed,
        ("NO_SHOW", "CAPTURED", 5000, 0),
        after=_pays_by_the_link,
    ),
    "paying by a link what a kept card would not": Flow(
        _declined, _pays_by_the_link, ("NO_SHOW", "CAPTURED", 5000, 0)
    ),
    "letting a kept card go": Flow(
        _asked_and_left,
        lambda race, booking: race.cancels(booking),
        ("CANCELLED", "VOIDED", 0, 0),
    ),
}


@pytest.mark.parametrize(
    ("moment", "nth"),
    [
        (Moment.BEFORE_THE_CALL, 1),
        (Moment.AFTER_THE_CALL, 1),
        (Moment.BEFORE_THE_COMMIT, 1),
        (Moment.BEFORE_THE_COMMIT, 3),
        (Moment.AFTER_THE_COMMIT, 1),
        (Moment.AFTER_THE_COMMIT, 3),
    ],
)
@pytest.mark.parametrize("name", FLOWS)
def test_whoever_is_killed_at_whatever_step_the_money_moves_once(
    race: Scene, reaper: Reaper, name: str, moment: Moment, nth: int
) -> None:
    flow = FLOWS[name]
    booking_id = flow.before(race)

    reaper.arm(moment, nth)
    lives_on(lambda: flow.step(race, booking_id))
    reaper.rest()
    flow.after(race, booking_id)

    made, truth = race.payment(booking_id), race.truth(booking_id)
    assert (race.state(booking_id)[0], made.status, made.captured_minor, made.refunded_minor) == flow.end
    assert (truth.captured_minor, sum(one.amount_minor for one in truth.refunds)) == flow.end[2:]
    assert (truth.state is ChargeState.VOIDED) == (made.status == "VOIDED")
    assert occupied(booking_id) == (flow.end[0] in {"CONFIRMED", "NO_SHOW"})
    with reading() as session:
        assert list(balances.unbalanced(session, [made.id])) == []
