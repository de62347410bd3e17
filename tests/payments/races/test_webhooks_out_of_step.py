"""Rows 5 and 6: told twice, too early, weeks later, or never."""

from app.payments import service
from app.ports.payments import Notice
from tests.api import execute
from tests.payments.races.scene import Scene, owe, work


def test_a_webhook_that_comes_before_our_own_answer_confirms_once(race: Scene) -> None:
    booking_id = race.book()
    race.site.company.mute = True
    race.site.visit(race.payment(booking_id).id)
    race.site.company.mute = False
    assert race.payment(booking_id).company_reference is None

    charge = race.truth(booking_id)
    race.site.company.pay(charge.reference)
    race.hears(charge)
    page = race.site.visit(race.payment(booking_id).id)

    assert (race.state(booking_id)[0], page.status_code) == ("CONFIRMED", 200)
    assert race.payment(booking_id).company_reference == charge.reference


def test_a_webhook_that_is_told_twice_is_done_once(race: Scene) -> None:
    booking_id = race.book()
    charge = race.pays(booking_id)
    notice = Notice(event_id="evt_twice", kind="payment", reference=charge.reference)

    for _ in range(2):
        assert race.site.tell(notice).status_code == 200
    work()

    assert (race.state(booking_id)[0], race.asked("capture")) == ("CONFIRMED", 1)


def test_a_webhook_that_is_replayed_weeks_later_changes_nothing(race: Scene) -> None:
    booking_id = race.confirmed()
    execute("DELETE FROM inbox")  # its memory was cleaned up
    before = race.payment(booking_id).version

    race.hears(race.truth(booking_id))

    assert race.payment(booking_id).version == before


def test_a_webhook_that_never_comes_is_made_good_within_minutes(race: Scene) -> None:
    booking_id = race.book()
    race.pays(booking_id)
    execute(
        "UPDATE payments SET updated_at = now() - interval '3 minutes' WHERE booking_id = :id", id=booking_id
    )

    owe("payments.reconcile")

    assert race.state(booking_id)[0] == "CONFIRMED"


def test_who_comes_back_from_paying_need_not_wait_for_a_lost_webhook(race: Scene) -> None:
    booking_id = race.book()
    charge = race.pays(booking_id)

    race.site.call("GET", service.pay_link(charge.payment_id).removeprefix("http://book.example") + "/done")
    work()

    assert race.state(booking_id)[0] == "CONFIRMED"
