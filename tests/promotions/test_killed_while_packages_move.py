"""Whoever dies between two steps of a package's money, request or worker: it moves once."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from app.db.session import reading, transaction
from app.payments import balances
from app.payments.service import of_purchases
from app.promotions.errors import PackageNotPaid
from app.promotions.service.purchases import refund_purchase
from tests.api import execute
from tests.factories.payments import row
from tests.payments.races.killing import Moment, MortalPayments, Reaper, listening, lives_on
from tests.payments.stage import Stage, stage, work
from tests.promotions.test_paying_for_packages import purchase, status

every_step = pytest.mark.parametrize(
    ("moment", "nth"),
    [
        (Moment.BEFORE_THE_CALL, 1),
        (Moment.AFTER_THE_CALL, 1),
        *((Moment.BEFORE_THE_COMMIT, nth) for nth in (1, 2, 3)),
        *((Moment.AFTER_THE_COMMIT, nth) for nth in (1, 2, 3)),
    ],
)


@pytest.fixture
def reaper() -> Reaper:
    return Reaper()


@pytest.fixture
def site(database_url: str, reaper: Reaper) -> Iterator[Stage]:
    with stage(database_url, MortalPayments(reaper)) as ready, listening(reaper):
        yield ready


def balanced(payment_id: int) -> bool:
    with reading() as session:
        return not list(balances.unbalanced(session, [payment_id]))


@every_step
def test_a_package_that_is_paid_is_paid_once(site: Stage, reaper: Reaper, moment: Moment, nth: int) -> None:
    purchase_id, payment_id = purchase(site)

    def pays() -> None:
        site.visit(payment_id)
        charge = site.company.of_payment(payment_id)
        site.company.pay(charge.reference)
        number = execute("SELECT count(*) FROM inbox")
        site.hear(charge.reference, event_id=f"evt_{charge.reference}_{number}")

    reaper.arm(moment, nth)
    lives_on(pays)
    reaper.rest()
    pays()

    assert (status(purchase_id), row(payment_id).status) == ("ACTIVE", "CAPTURED")
    assert site.company.of_payment(payment_id).captured_minor == 12000
    assert balanced(payment_id)


@every_step
def test_a_package_that_is_refunded_is_refunded_once(
    site: Stage, reaper: Reaper, moment: Moment, nth: int
) -> None:
    purchase_id, payment_id = purchase(site)
    site.authorised(payment_id)

    def gives_back() -> None:
        with suppress(PackageNotPaid), transaction() as session:  # asked again: it is on its way already
            refund_purchase(session, purchase_id, user_id=site.people.ada, reason="moving away")
        work()

    reaper.arm(moment, nth)
    lives_on(gives_back)
    reaper.rest()

    with reading() as session:
        kept = of_purchases(session, [purchase_id])[purchase_id]
    assert (status(purchase_id), kept.status, kept.refunded_minor) == ("REFUNDED", "REFUNDED", 12000)
    assert [one.amount_minor for one in site.company.of_payment(payment_id).refunds] == [12000]
    assert balanced(payment_id)
