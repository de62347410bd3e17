from datetime import timedelta

from tests.api import Person, execute
from tests.bookings.asking import book, history, standing
from tests.bookings.passing import goes_by
from tests.bookings.working import work_off
from tests.factories.desks import Desk


def test_an_appointment_is_completed_once_it_is_over(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    goes_by(booking_id, timedelta(days=4))

    work_off()

    assert standing(ben, booking_id) == ("COMPLETED", None, None)
    assert history(booking_id) == ["requested", "confirmed", "completed"]


def test_a_moved_appointment_waits_for_its_new_end(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    ben.put(f"/v1/bookings/{booking_id}", {"startTime": desk.at(10, day=5).isoformat()})
    execute(
        "UPDATE tasks SET run_at = now() WHERE args->>'booking_id' = :id AND id = ("
        " SELECT id FROM tasks WHERE actor = 'bookings.complete' AND args->>'booking_id' = :id"
        " ORDER BY id LIMIT 1)",
        id=str(booking_id),
    )

    work_off()

    assert standing(ben, booking_id)[0] == "CONFIRMED"
    goes_by(booking_id, timedelta(days=6))
    work_off()
    assert standing(ben, booking_id)[0] == "COMPLETED"


def test_a_cancelled_appointment_is_never_completed(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(10))
    ben.delete(f"/v1/bookings/{booking_id}")
    goes_by(booking_id, timedelta(days=4))

    work_off()

    assert standing(ben, booking_id)[0] == "CANCELLED"
