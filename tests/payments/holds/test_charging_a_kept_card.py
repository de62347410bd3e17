"""What the policy keeps is charged to the card; where it cannot be, the client is asked by a link."""

from dataclasses import replace

import pytest

from app.adapters.payments.memory_cards import Mood
from app.db.session import reading
from app.payments import balances
from app.ports.payments import Charge, ChargeState
from tests.payments.holds.scene import SOON, Holding, told
from tests.payments.races.scene import hurry, work


def test_a_no_show_is_charged_to_the_card_once(hold: Holding) -> None:
    booking_id = hold.secured()

    hold.is_missed(booking_id)
    hold.ada.post(f"/v1/bookings/{booking_id}/no-show")
    work()

    assert hold.state(booking_id)[0] == "NO_SHOW"
    assert hold.taken(booking_id) == [("CARD_HOLD", "CAPTURED", 5000)]
    assert (hold.truth(booking_id).captured_minor, hold.asked("capture")) == (5000, 1)


def test_a_late_cancellation_is_charged_its_share(hold: Holding) -> None:
    booking_id = hold.secured()
    hold.comes_near(booking_id)

    hold.cancels(booking_id)

    assert hold.state(booking_id)[0] == "CANCELLED"
    assert hold.taken(booking_id) == [("CARD_HOLD", "CAPTURED", 2500)]
    with reading() as session:
        assert list(balances.unbalanced(session, [hold.payment(booking_id).id])) == []


@pytest.mark.parametrize("mood", [Mood.DECLINED, Mood.ASKS])
def test_a_card_that_cannot_be_charged_makes_a_mail_with_a_link_to_pay(hold: Holding, mood: Mood) -> None:
    booking_id = hold.secured(mood)

    hold.is_missed(booking_id)

    shown = hold.shown(booking_id)
    assert (shown["status"], shown["attention"], shown["paymentRequired"]) == ("NO_SHOW", "FEE_DUE", True)
    assert hold.taken(booking_id) == [("CARD_HOLD", "FAILED", 0), ("FEE", "CREATING", 0)]
    assert (hold.fee(booking_id).amount_minor, told(booking_id, "fee_due")) == (5000, 1)
    hold.hears(hold.pays(booking_id))
    assert hold.taken(booking_id) == [("CARD_HOLD", "FAILED", 0), ("FEE", "CAPTURED", 5000)]
    assert (hold.shown(booking_id)["attention"], hold.shown(booking_id)["paymentUrl"]) == (None, None)


def test_a_fee_that_was_paid_can_be_given_back_and_is_not_asked_for_again(hold: Holding) -> None:
    booking_id = hold.secured()
    hold.is_missed(booking_id)

    path = f"/v1/payments/{hold.payment(booking_id).id}/refund"
    assert hold.ada.post(path, {"reason": "He was ill."}).status_code == 202
    work()

    assert hold.taken(booking_id) == [("CARD_HOLD", "REFUNDED", 5000)]
    assert hold.shown(booking_id)["attention"] is None


def test_a_fee_whose_checkout_ran_out_can_still_be_paid(hold: Holding) -> None:
    booking_id = hold.secured(Mood.DECLINED)
    hold.is_missed(booking_id)
    charge = hold.opens(booking_id)

    hold.site.company.void(charge.reference, key="a day has passed")
    hold.hears(charge)
    hold.hears(hold.pays(booking_id))

    assert [status for _, status, _ in hold.taken(booking_id)] == ["FAILED", "VOIDED", "CAPTURED"]


def test_while_the_company_is_away_the_claim_waits(hold: Holding) -> None:
    booking_id = hold.secured()
    hold.site.company.away = True
    hold.is_missed(booking_id)
    waiting = hold.taken(booking_id)

    hold.site.company.away = False
    hurry()
    work()

    assert waiting == [("CARD_HOLD", "AUTHORIZED", 0)]
    assert hold.taken(booking_id) == [("CARD_HOLD", "CAPTURED", 5000)]


def test_a_company_that_did_it_and_did_not_say_so_charges_once(hold: Holding) -> None:
    booking_id = hold.secured()
    hold.site.company.mute = True
    hold.is_missed(booking_id)
    hold.site.company.mute = False

    hurry()
    work()

    assert hold.taken(booking_id) == [("CARD_HOLD", "CAPTURED", 5000)]
    assert hold.truth(booking_id).captured_minor == 5000


def test_an_appointment_soon_reserves_the_money_itself_and_takes_the_share_of_it(hold: Holding) -> None:
    near = Holding(hold.site, hold.desk, hold.ada, hold.ben, hold.cleo, day=SOON)
    booking_id = near.book()
    link = near.shown(booking_id)["paymentUrl"].removeprefix("http://book.example")
    page = near.site.call("GET", link)
    near.leaves_card(booking_id)
    kept = near.truth(booking_id)

    near.comes_near(booking_id)
    near.cancels(booking_id)

    assert "€50.00 is reserved on your card" in page.text
    assert (kept.state, kept.card, near.site.company.vault.asked) == (ChargeState.AUTHORIZED, None, [])
    assert near.taken(booking_id) == [("CARD_HOLD", "CAPTURED", 2500)]


def test_a_reservation_that_ended_before_the_no_show_was_told_asks_by_a_link(hold: Holding) -> None:
    near = Holding(hold.site, hold.desk, hold.ada, hold.ben, hold.cleo, day=SOON)
    booking_id = near.secured()
    near.passes(booking_id)
    charge = near.truth(booking_id)
    near.site.company.release(charge.reference, key="the bank lets go")
    near.hears(charge)

    near.ada.post(f"/v1/bookings/{booking_id}/no-show")
    work()

    assert near.taken(booking_id) == [("CARD_HOLD", "VOIDED", 0), ("FEE", "CREATING", 0)]
    assert told(booking_id, "fee_due") == 1


def test_what_was_taken_of_a_hold_without_our_asking_goes_back_whole(hold: Holding) -> None:
    booking_id = hold.secured()
    taken_by_hand(hold, hold.truth(booking_id))

    assert hold.state(booking_id)[0] == "CONFIRMED"
    assert hold.taken(booking_id) == [("CARD_HOLD", "REFUNDED", 5000)]
    assert hold.payment(booking_id).attention is None


def test_what_was_taken_beyond_what_we_asked_for_goes_back(hold: Holding) -> None:
    booking_id = hold.secured()
    charge = hold.truth(booking_id)
    hold.comes_near(booking_id)
    hold.site.company.away = True
    hold.cancels(booking_id)
    hold.site.company.away = False

    taken_by_hand(hold, charge)
    hurry()
    work()

    assert hold.taken(booking_id) == [("CARD_HOLD", "PARTIALLY_REFUNDED", 5000)]
    assert hold.payment(booking_id).refunded_minor == 2500


def test_a_hold_that_is_taken_after_it_ran_out_confirms_nothing_and_goes_back(hold: Holding) -> None:
    booking_id = hold.book()
    charge = hold.agrees(booking_id)
    hold.expires(booking_id)

    taken_by_hand(hold, charge)

    assert hold.state(booking_id) == ("EXPIRED", None, "NOT_PAID")
    assert hold.taken(booking_id) == [("CARD_HOLD", "REFUNDED", 5000)]


def taken_by_hand(hold: Holding, charge: Charge) -> None:
    """Somebody takes a hold whole at the company, past us."""
    hold.site.company.become(replace(charge, state=ChargeState.CAPTURED, captured_minor=5000))
    hold.hears(charge)
    work()
