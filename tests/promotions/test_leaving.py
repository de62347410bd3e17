"""Ada cannot go while Ben has paid her ahead."""

import pytest

from app.db.session import transaction
from app.promotions.errors import CreditsOwed
from app.promotions.service.farewell import refuse_with_credits_owed
from tests.api import Person
from tests.bookings.asking import book
from tests.factories.desks import Desk
from tests.promotions.bundles import becomes, bought_and_paid, buy, by_package, expires, left, sell


def leaves(person: Person) -> None:
    with transaction() as session:
        refuse_with_credits_owed(session, person.user_id)


def test_nobody_goes_who_was_paid_ahead(ada: Person, ben: Person, cleo: Person, desk: Desk) -> None:
    bought_and_paid(ben, desk)

    with pytest.raises(CreditsOwed):
        leaves(ada)
    leaves(cleo)
    leaves(ben)


@pytest.mark.parametrize("ended", ["spent", "expired", "refunded"])
def test_what_is_over_keeps_nobody(ada: Person, ben: Person, desk: Desk, ended: str) -> None:
    bought = bought_and_paid(ben, desk, credits=1)
    if ended == "spent":
        book(ben, desk, desk.at(10), **by_package(bought))
    elif ended == "expired":
        expires(bought)
    else:
        becomes(bought, "REFUNDED")

    leaves(ada)


def test_what_nobody_paid_is_closed(ada: Person, ben: Person, desk: Desk) -> None:
    bought = buy(ben, sell(desk))

    leaves(ada)

    assert left(ben, bought) == ("CLOSED", 0)
