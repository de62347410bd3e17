import uuid

import pytest

from app.bookings.errors import BookingsAhead
from app.bookings.service.farewell import refuse_with_bookings_ahead
from app.db.session import transaction
from app.providers.service.farewell import leave_the_market
from tests.api import Person
from tests.factories.desks import Desk


def test_nobody_goes_with_bookings_ahead(ben: Person, desk: Desk) -> None:
    answer = ben.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "respond-async"})
    assert answer.status_code == 202

    with transaction() as session, pytest.raises(BookingsAhead, match="there are 1"):
        refuse_with_bookings_ahead(session, ben.user_id)


def test_who_owes_nothing_may_go(cleo: Person, desk: Desk) -> None:
    del desk
    with transaction() as session:
        refuse_with_bookings_ahead(session, cleo.user_id)


def test_a_provider_who_left_is_neither_found_nor_booked(ada: Person, ben: Person, desk: Desk) -> None:
    wanted = desk.wanted(desk.at(10))
    with transaction() as session:
        leave_the_market(session, ada.user_id)

    assert ben.get(f"/v1/providers/{wanted['providerId']}").status_code == 404
    answer = ben.post("/v1/bookings", wanted, headers={"Idempotency-Key": uuid.uuid4().hex})
    assert answer.status_code == 404
