"""A card is kept instead of money: agreed to, given, and let go where the client keeps their word."""

from app.adapters.payments.memory_cards import Mood
from tests.api import execute
from tests.payments.holds.scene import Holding
from tests.payments.races.scene import hurry, occupied, work


def test_a_booking_is_confirmed_by_a_card_and_nothing_is_taken(hold: Holding) -> None:
    booking_id = hold.book()
    before = hold.shown(booking_id)

    hold.leaves_card(booking_id)

    after = hold.shown(booking_id)
    assert (before["status"], before["step"], before["cardHold"]) == ("PENDING", "HELD", True)
    assert (before["paymentRequired"], before["payNow"], before["amount"]) == (True, 0, 50)
    assert (after["status"], after["paymentRequired"], after["paymentUrl"]) == ("CONFIRMED", False, None)
    assert hold.taken(booking_id) == [("CARD_HOLD", "AUTHORIZED", 0)]
    assert hold.truth(booking_id).captured_minor == 0


def test_the_client_agrees_to_words_and_an_amount_before_the_company_is_asked(hold: Holding) -> None:
    booking_id = hold.book()
    link = hold.shown(booking_id)["paymentUrl"].removeprefix("http://book.example")

    page = hold.site.call("GET", link)

    assert (page.status_code, hold.site.company.asked, hold.site.company.vault.asked) == (200, [], [])
    assert "€50.00" in page.text
    assert "kept to secure this booking" in page.text
    hold.agrees(booking_id)
    given = execute(
        "SELECT row_to_json(c) FROM card_consents c WHERE payment_id = :id", id=hold.payment(booking_id).id
    )
    assert (given["kind"], given["wording"], given["user_id"]) == ("HOLD", "2026-11-hold", hold.ben.user_id)
    assert "up to €50.00" in given["text"]
    again = hold.site.call("GET", link)
    assert (again.status_code, hold.asked("open")) == (303, 1)


def test_a_link_that_is_not_ours_agrees_to_nothing(hold: Holding) -> None:
    payment_id = hold.payment(hold.book()).id

    answer = hold.site.call("POST", f"/pay/{payment_id}/{'x' * 43}")

    assert answer.status_code == 404
    assert execute("SELECT count(*) FROM card_consents WHERE payment_id = :id", id=payment_id) == 0


def test_who_leaves_no_card_has_no_booking(hold: Holding) -> None:
    booking_id = hold.book()
    charge = hold.agrees(booking_id)

    hold.expires(booking_id)

    assert (hold.state(booking_id)[0], occupied(booking_id)) == ("EXPIRED", 0)
    assert not hold.site.company.pay(charge.reference)


def test_who_cancels_in_time_gets_their_card_back_untouched(hold: Holding) -> None:
    booking_id = hold.secured()

    hold.cancels(booking_id)

    assert hold.state(booking_id)[0] == "CANCELLED"
    assert hold.taken(booking_id) == [("CARD_HOLD", "VOIDED", 0)]
    assert hold.ben.get("/v1/users/me/cards").get_json()["data"] == []


def test_when_the_provider_cancels_nothing_is_charged_however_late(hold: Holding) -> None:
    booking_id = hold.secured()
    hold.comes_near(booking_id)

    hold.cancels(booking_id, by=hold.ada)

    assert hold.taken(booking_id) == [("CARD_HOLD", "VOIDED", 0)]


def test_who_came_has_their_card_removed_a_week_later(hold: Holding) -> None:
    booking_id = hold.secured()

    hold.passes(booking_id)
    waiting = hold.taken(booking_id)
    hurry()
    work()

    assert hold.state(booking_id)[0] == "COMPLETED"
    assert waiting == [("CARD_HOLD", "AUTHORIZED", 0)]
    assert hold.taken(booking_id) == [("CARD_HOLD", "VOIDED", 0)]


def test_where_the_policy_keeps_nothing_no_card_is_asked_for(hold: Holding) -> None:
    hold.desk.offers(no_show_percent=0)
    hold.desk.is_now(cancel_free_hours=0, cancel_late_percent=50)  # nobody is late: cancelling is always free

    booking_id = hold.book()

    assert (hold.state(booking_id)[0], hold.shown(booking_id)["cardHold"]) == ("CONFIRMED", False)


def test_a_quote_keeps_its_terms_when_the_provider_begins_to_want_a_card(hold: Holding) -> None:
    hold.desk.offers(payment="LATER")
    start = hold.desk.at(10)
    slots = hold.ben.get(
        f"{hold.desk.slots}?offeringId={hold.desk.offering_id}&from={start:%Y-%m-%dT%H:%M:%SZ}"
        f"&to={start:%Y-%m-%dT}12:00:00Z"
    ).get_json()["data"]
    hold.desk.offers(payment="CARD")

    wanted = hold.desk.wanted(start, quote=slots["quote"])
    booking_id = hold.ben.post("/v1/bookings", wanted, headers={"Prefer": "respond-async"}).json["data"]["id"]
    work()

    assert (hold.state(booking_id)[0], hold.shown(booking_id)["cardHold"]) == ("CONFIRMED", False)


def test_a_card_that_its_company_lost_is_asked_for_again_while_the_booking_stands(hold: Holding) -> None:
    booking_id = hold.secured(Mood.GOOD)
    charge = hold.truth(booking_id)
    hold.site.company.vault.drop(charge.card)

    hold.hears(charge)

    shown = hold.shown(booking_id)
    assert (shown["status"], shown["attention"], shown["paymentRequired"]) == (
        "CONFIRMED",
        "PAYMENT_DUE",
        True,
    )
    hold.leaves_card(booking_id)
    assert hold.shown(booking_id)["attention"] is None
    assert hold.taken(booking_id) == [("CARD_HOLD", "VOIDED", 0), ("CARD_HOLD", "AUTHORIZED", 0)]
