from app.bookings.service.recovery import recover
from app.db.session import database_now, transaction
from tests.api import Person, execute
from tests.bookings.asking import ask, book, owed, standing
from tests.bookings.working import work_off
from tests.factories.desks import Desk


def lose_tasks(booking_id: int) -> None:
    execute("DELETE FROM tasks WHERE args->>'booking_id' = :id", id=str(booking_id))


def recovered() -> int:
    with transaction() as session:
        return recover(session, now=database_now(session))


def test_a_request_whose_task_is_gone_is_decided_after_all(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]
    lose_tasks(booking_id)
    execute("UPDATE bookings SET updated_at = now() - interval '3 minutes' WHERE id = :id", id=booking_id)

    recovered()
    work_off()

    assert standing(ben, booking_id) == ("CONFIRMED", None, None)


def test_a_hold_whose_task_is_gone_is_let_go_after_all(ben: Person, paid_desk: Desk) -> None:
    booking_id = book(ben, paid_desk, paid_desk.at(10))
    lose_tasks(booking_id)
    execute(
        "UPDATE bookings SET hold_expires_at = now() - interval '3 minutes' WHERE id = :id", id=booking_id
    )

    recovered()
    work_off()

    assert standing(ben, booking_id)[0] == "EXPIRED"


def test_what_goes_its_way_is_left_alone(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]

    recovered()

    assert len(owed("bookings.reserve", booking_id)) == 1


def test_work_is_owed_again_once_an_hour(ben: Person, desk: Desk) -> None:
    booking_id = ask(ben, desk, desk.at(10)).get_json()["data"]["id"]
    lose_tasks(booking_id)
    execute("UPDATE bookings SET updated_at = now() - interval '3 minutes' WHERE id = :id", id=booking_id)

    recovered()
    recovered()

    assert len(owed("bookings.reserve", booking_id)) == 1
