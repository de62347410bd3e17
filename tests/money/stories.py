"""What becomes of one booking: a client, a provider and a bank act, each when their turn comes."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from app.adapters.payments.memory_cards import Mood
from app.ports.payments import Charge, ChargeState, DisputeState
from tests.api import Person
from tests.bookings.asking import ASYNC
from tests.factories.desks import Desk
from tests.money.town import CARD, Standing, Town

Story = Iterator[None]
Choice = TypeVar("Choice", bound=str)
PATIENCE = 8  # turns
MOODS = {Mood.GOOD: 6, Mood.DECLINED: 2, Mood.ASKS: 1}
PAYING = {
    "pays": 60,
    "never pays": 5,
    "pays as the hold runs out": 6,
    "pays by a slow method": 5,
    "pays at the second try": 5,
    "is let down by the bank": 4,
    "cancels before paying": 5,
    "cancels while paying": 5,
}
AFTERWARDS = {
    "comes": 45,
    "cancels": 20,
    "is cancelled": 8,
    "does not come": 12,
    "gets a part back": 6,
    "disputes and loses": 4,
    "disputes and wins": 4,
}


@dataclass
class Act:
    """One booking and its people."""

    town: Town
    desk: Desk
    client: Person
    booking_id: int

    @property
    def standing(self) -> Standing:
        return self.town.standing(self.booking_id)

    def until(self, wanted: Callable[[Standing], bool]) -> Story:
        """Wait some turns for it; then go on all the same."""
        for _ in range(PATIENCE):
            if wanted(self.standing):
                return
            yield

    def charge(self) -> Charge | None:
        """The client follows the pay link, as often as it takes; the checkout, if there is one to pay."""
        payment_id = self.standing.payment_id
        if payment_id is None:
            return None
        self.town.insisted(lambda: self.town.agrees(payment_id))
        self.town.insisted(lambda: self.town.site.visit(payment_id))
        return self.town.charge(payment_id)

    def pays(self) -> Charge | None:
        charge = self.charge()
        if charge is not None:
            self.town.company.pay(charge.reference, _drawn(self.town, MOODS))
        return charge

    def cancels(self, by: Person) -> None:
        self.town.insisted(lambda: by.delete(f"/v1/bookings/{self.booking_id}"))


def story(town: Town) -> Story:
    """From the wish for a time to its end."""
    desk, client = town.random.choice(town.desks), town.random.choice(town.clients)
    start = desk.at(town.random.randrange(8, 18), day=town.random.randrange(3, 57))
    headers = {**ASYNC, "Idempotency-Key": uuid.UUID(int=town.random.getrandbits(128)).hex}
    answer = town.insisted(lambda: client.post("/v1/bookings", desk.wanted(start), headers=headers))
    if answer.status_code != 202:
        return  # the time was taken already
    act = Act(town, desk, client, answer.get_json()["data"]["id"])
    yield from act.until(lambda now: now.status != "REQUESTED")
    if act.standing.step == "HELD":
        yield from _PAYING[_drawn(town, PAYING)](act)
    yield from _answered(act)
    yield from act.until(lambda now: now.status == "CONFIRMED" or now.status != "PENDING")
    if act.standing.status == "CONFIRMED":
        yield
        yield from _AFTERWARDS[_drawn(town, AFTERWARDS)](act)


def _drawn(town: Town, weights: dict[Choice, int]) -> Choice:
    return town.random.choices(list(weights), list(weights.values()))[0]


def _answered(act: Act) -> Story:
    """A provider who wants to be asked says yes, mostly."""
    if not act.desk.owner.user_id or act.desk is not act.town.desks[3]:
        return
    yield from act.until(lambda now: now.step == "APPROVAL")
    word = "confirm" if act.town.random.random() < 0.8 else "decline"
    act.town.insisted(lambda: act.desk.owner.post(f"/v1/bookings/{act.booking_id}/{word}"))


def _pays(act: Act) -> Story:
    if act.pays() is None:  # the company was away, or did not answer
        yield
        act.pays()


def _never_pays(act: Act) -> Story:
    act.charge()
    yield
    act.town.expires(act.booking_id)


def _pays_as_the_hold_runs_out(act: Act) -> Story:
    charge = act.charge()
    yield
    act.town.expires(act.booking_id)
    yield
    if charge is not None:
        act.town.company.pay(charge.reference)


def _pays_by_a_slow_method(act: Act) -> Story:
    """The hold runs out, the checkout is closed, and yet the money arrives."""
    charge = act.charge()
    act.town.expires(act.booking_id)
    yield from act.until(lambda now: now.status == "EXPIRED")
    truth = act.town.charge(charge.payment_id) if charge else None
    if truth is not None and truth.state is ChargeState.VOIDED:
        late = replace(truth, state=ChargeState.CAPTURED, captured_minor=truth.amount_minor)
        act.town.company.become(late)


def _pays_at_the_second_try(act: Act) -> Story:
    charge = act.charge()
    if charge is not None:
        act.town.company.fail(charge.reference)
        yield from act.until(lambda now: now.payment_id not in {None, charge.payment_id})
    act.pays()


def _is_let_down_by_the_bank(act: Act) -> Story:
    """The authorisation lapses before it is captured, and the client pays again or does not."""
    charge = act.pays()
    yield
    truth = act.town.charge(charge.payment_id) if charge else None
    if truth is None or truth.state is not ChargeState.AUTHORIZED:
        return
    act.town.company.become(replace(truth, state=ChargeState.VOIDED))
    yield from act.until(lambda now: now.attention == "PAYMENT_DUE")
    if act.town.random.random() < 0.5:
        act.pays()
    elif act.standing.attention == "PAYMENT_DUE":
        act.town.expires(act.booking_id)


def _cancels_before_paying(act: Act) -> Story:
    act.charge()
    yield
    act.cancels(act.client)


def _cancels_while_paying(act: Act) -> Story:
    act.pays()
    act.cancels(act.client)
    yield


def _comes(act: Act) -> Story:
    act.town.passes(act.booking_id)
    yield


def _cancels(act: Act) -> Story:
    act.cancels(act.client)
    yield
    yield from _pays_the_fee(act)


def _pays_the_fee(act: Act) -> Story:
    """Most of those whose card could not be charged pay by the link."""
    if act.desk is not act.town.desks[CARD]:
        return
    yield from act.until(lambda now: now.attention == "FEE_DUE")
    if act.standing.attention == "FEE_DUE" and act.town.random.random() < 0.7:
        act.pays()


def _is_cancelled(act: Act) -> Story:
    act.cancels(act.desk.owner)
    yield


def _does_not_come(act: Act) -> Story:
    act.town.passes(act.booking_id)
    yield
    path = f"/v1/bookings/{act.booking_id}/no-show"
    act.town.insisted(lambda: act.desk.owner.post(path))
    yield from _pays_the_fee(act)


def _gets_a_part_back(act: Act) -> Story:
    payment_id = act.standing.payment_id
    key = {"Idempotency-Key": uuid.UUID(int=act.town.random.getrandbits(128)).hex}
    body = {"amount": 1, "reason": "We began late."}
    path = f"/v1/payments/{payment_id}/refund"
    act.town.insisted(lambda: act.desk.owner.post(path, body, headers=key))
    yield
    if act.town.random.random() < 0.5:
        act.cancels(act.client)


def _disputes(state: DisputeState) -> Callable[[Act], Story]:
    def told(act: Act) -> Story:
        payment_id = act.standing.payment_id
        truth = act.town.charge(payment_id) if payment_id else None
        if truth is None or truth.state is not ChargeState.CAPTURED:
            return
        act.town.company.dispute(truth.reference, truth.captured_minor)
        yield
        if act.town.random.random() < 0.5:
            act.cancels(act.client)
        yield
        act.town.company.decide(truth.reference, state)

    return told


_PAYING = {
    "pays": _pays,
    "never pays": _never_pays,
    "pays as the hold runs out": _pays_as_the_hold_runs_out,
    "pays by a slow method": _pays_by_a_slow_method,
    "pays at the second try": _pays_at_the_second_try,
    "is let down by the bank": _is_let_down_by_the_bank,
    "cancels before paying": _cancels_before_paying,
    "cancels while paying": _cancels_while_paying,
}
_AFTERWARDS = {
    "comes": _comes,
    "cancels": _cancels,
    "is cancelled": _is_cancelled,
    "does not come": _does_not_come,
    "gets a part back": _gets_a_part_back,
    "disputes and loses": _disputes(DisputeState.LOST),
    "disputes and wins": _disputes(DisputeState.WON),
}
