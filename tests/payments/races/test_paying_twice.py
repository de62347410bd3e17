"""Row 7: two tabs, two devices, two tries."""

from dataclasses import replace
from functools import partial

from app.ports.payments import ChargeState
from tests.payments.races.scene import Scene, work
from tests.races import at_once


def test_two_devices_get_one_checkout_and_pay_once(race: Scene) -> None:
    booking_id = race.book()
    payment_id = race.payment(booking_id).id

    answers = at_once([partial(race.site.visit, payment_id)] * 4)
    reference = race.truth(booking_id).reference
    paid = at_once([partial(race.site.company.pay, reference)] * 4)
    race.hears(race.truth(booking_id))

    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert sorted(paid) == [False, False, False, True]
    assert race.truth(booking_id).captured_minor == 5000


def test_a_paid_link_opened_in_another_tab_takes_nothing_more(race: Scene) -> None:
    booking_id = race.confirmed()

    page = race.site.visit(race.payment(booking_id).id)

    assert (page.status_code, "Thank you" in page.text, race.asked("open")) == (200, True, 1)


def test_two_tabs_that_ask_for_one_time_are_one_booking_to_pay(race: Scene) -> None:
    booking_id = race.book()

    again = race.ben.post("/v1/bookings", race.desk.wanted(race.desk.at(10)))

    assert again.status_code == 409
    assert race.payment(booking_id).status == "CREATING"


def test_a_try_that_failed_and_was_paid_after_all_goes_back_when_another_took_its_place(race: Scene) -> None:
    booking_id = race.book()
    first = race.opens(booking_id)
    race.site.company.fail(first.reference)
    race.hears(first)
    race.hears(race.pays(booking_id))
    assert race.state(booking_id)[0] == "CONFIRMED"

    race.site.company.become(replace(first, state=ChargeState.CAPTURED, captured_minor=5000))
    race.hears(first)
    work()

    returned = race.site.company.of_payment(first.payment_id).refunds
    assert [one.amount_minor for one in returned] == [5000]
    assert (race.payment(booking_id).status, race.state(booking_id)[0]) == ("CAPTURED", "CONFIRMED")


def test_money_for_a_try_that_failed_counts_where_none_took_its_place(race: Scene) -> None:
    booking_id = race.book()
    first = race.opens(booking_id)
    race.expires(booking_id)
    race.site.company.become(replace(first, state=ChargeState.CAPTURED, captured_minor=5000))

    race.hears(first)
    race.hears(first)

    assert (race.payment(booking_id).status, race.state(booking_id)[0]) == ("CAPTURED", "CONFIRMED")
