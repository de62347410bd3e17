"""The cards that are kept for a client: listed and removed by their owner, and by nobody else."""

from typing import Any

from app.db.session import transaction
from app.payments.service.farewell import forget_cards
from tests.api import Person, execute
from tests.payments.holds.scene import Holding
from tests.payments.races.scene import work


def cards(person: Person) -> list[dict[str, Any]]:
    answer = person.get("/v1/users/me/cards")
    assert answer.status_code == 200, answer.text
    return list(answer.get_json()["data"])


def test_a_client_sees_their_cards_and_what_they_secure(hold: Holding) -> None:
    booking_id = hold.secured()

    (card,) = cards(hold.ben)

    assert (card["last4"], card["expMonth"], card["secures"]) == ("4242", 12, [booking_id])
    assert cards(hold.cleo) == []


def test_a_card_that_secures_a_booking_stays_until_that_is_over(hold: Holding) -> None:
    booking_id = hold.secured()
    (card,) = cards(hold.ben)

    refused = hold.ben.delete(f"/v1/users/me/cards/{card['id']}")
    hold.cancels(booking_id)

    assert (refused.status_code, refused.get_json()["error"]["code"]) == (409, "CARD_IN_USE")
    assert cards(hold.ben) == []


def test_nobody_removes_somebody_elses_card(hold: Holding) -> None:
    hold.secured()
    (card,) = cards(hold.ben)

    answer = hold.cleo.delete(f"/v1/users/me/cards/{card['id']}")

    assert (answer.status_code, len(cards(hold.ben))) == (404, 1)


def test_a_card_that_pays_is_kept_on_request_and_removed_at_will(hold: Holding) -> None:
    hold.desk.offers(payment="NOW")
    booking_id = hold.book()

    answer = hold.ben.post("/v1/payments", {"bookingId": booking_id, "saveCard": True})
    hold.hears(hold.pays(booking_id))
    (card,) = cards(hold.ben)
    removed = hold.ben.delete(f"/v1/users/me/cards/{card['id']}")

    assert (answer.status_code, card["secures"]) == (200, [])
    assert (removed.status_code, cards(hold.ben)) == (204, [])
    given = execute("SELECT kind FROM card_consents WHERE payment_id = :id", id=hold.payment(booking_id).id)
    assert given == "SAVE"
    assert hold.state(booking_id)[0] == "CONFIRMED"


def test_without_being_asked_no_card_is_kept(hold: Holding) -> None:
    hold.desk.offers(payment="NOW")
    booking_id = hold.book()

    hold.hears(hold.pays(booking_id))

    assert (cards(hold.ben), hold.site.company.vault.asked) == ([], [])


def test_once_the_checkout_is_open_it_is_too_late_to_ask(hold: Holding) -> None:
    hold.desk.offers(payment="NOW")
    booking_id = hold.book()
    hold.opens(booking_id)

    answer = hold.ben.post("/v1/payments", {"bookingId": booking_id, "saveCard": True})

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "CARD_NOT_SAVED")


def test_somebody_elses_booking_saves_no_card(hold: Holding) -> None:
    hold.desk.offers(payment="NOW")
    booking_id = hold.book()

    answer = hold.cleo.post("/v1/payments", {"bookingId": booking_id, "saveCard": True})

    assert answer.status_code == 404


def test_while_the_company_is_away_the_list_says_so(hold: Holding) -> None:
    hold.secured()
    hold.site.company.vault.away = True

    answer = hold.ben.get("/v1/users/me/cards")

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (503, "UNAVAILABLE")


def test_who_deletes_their_account_leaves_no_card(hold: Holding) -> None:
    booking_id = hold.secured()
    hold.passes(booking_id)
    charge = hold.truth(booking_id)

    with transaction() as session:
        forget_cards(session, hold.ben.user_id)
    work()

    assert hold.site.company.vault.mood_of(charge.card) is None
