"""The link in bookings and mails: whoever follows it first has the checkout opened."""

import re
from functools import partial

from app.bookings.models import Booking
from app.db.session import transaction
from app.payments import service
from app.payments.models import PaymentStatus
from tests.factories.payments import payment, row, status
from tests.payments.stage import Stage, tasks, work
from tests.races import at_once


def test_the_link_leads_to_the_checkout(site: Stage) -> None:
    owed = payment(site.people)

    answer = site.visit(owed)

    made = row(owed)
    assert (answer.status_code, answer.headers["Location"]) == (303, made.checkout_url)
    assert (made.status, made.company_reference) == ("OPEN", site.company.of_payment(owed).reference)
    assert made.asked_at is not None


def test_the_second_visit_asks_nobody(site: Stage) -> None:
    owed = payment(site.people)
    site.visit(owed)
    before = list(site.company.asked)

    assert site.visit(owed).headers["Location"] == row(owed).checkout_url
    assert site.company.asked == before


def test_two_devices_get_the_same_checkout(site: Stage) -> None:
    owed = payment(site.people)

    answers = at_once([partial(site.visit, owed)] * 6)

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert status(owed) is PaymentStatus.OPEN


def test_a_company_that_is_away_is_a_page_and_loses_nothing(site: Stage) -> None:
    owed = payment(site.people)
    site.company.away = True

    answer = site.visit(owed)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.mimetype == "text/html"
    assert (status(owed), row(owed).asked_at is not None) == (PaymentStatus.CREATING, True)

    site.company.away = False
    assert site.visit(owed).status_code == 303


def test_an_answer_that_was_never_heard_is_found_under_the_same_key(site: Stage) -> None:
    owed = payment(site.people)
    site.company.mute = True
    assert site.visit(owed).status_code == 503
    opened = site.company.of_payment(owed).reference
    site.company.mute = False

    site.visit(owed)

    assert row(owed).company_reference == opened


def test_a_paid_or_closed_payment_is_a_page(site: Stage) -> None:
    paid, closed = payment(site.people), payment(site.people)
    site.authorised(paid)
    with transaction() as session:
        assert service.close_unasked(session, row(closed).booking_id)

    for number, words in ((paid, "Thank you"), (closed, "Closed")):
        answer = site.visit(number)
        assert (answer.status_code, words in answer.text) == (200, True)
        assert "refresh" not in answer.text


def test_a_forged_link_is_a_page_that_says_nothing(site: Stage) -> None:
    owed, other = payment(site.people), payment(site.people)
    stolen = service.pay_link(other).rpartition("/")[2]

    for page in ("", "/done", "/unpaid"):
        answer = site.call("GET", f"/pay/{owed}/{stolen}{page}")
        assert (answer.status_code, "USD" in answer.text or "$" in answer.text) == (404, False)
    assert site.call("GET", "/pay/1/x").status_code == 404
    assert row(owed).asked_at is None


def test_the_page_after_paying_waits_until_the_company_has_spoken(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)
    site.company.pay(charge.reference)

    before = site.visit(owed, "/done")
    site.hear(charge.reference)
    after = site.visit(owed, "/done")

    assert 'http-equiv="refresh"' in before.text
    assert "$45.00" in before.text
    assert "Thank you" in after.text
    assert "refresh" not in after.text


def test_waiting_on_the_page_has_the_company_asked_once_a_minute(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)
    site.company.pay(charge.reference)

    for _ in range(3):
        site.visit(owed, "/done")
    asked = tasks("payments.check")
    work()

    assert asked in {1, 2}  # the minute may turn
    assert status(owed) is PaymentStatus.AUTHORIZED


def test_coming_back_unpaid_offers_another_try(site: Stage) -> None:
    owed = payment(site.people)
    site.charge(owed)

    page = site.visit(owed, "/unpaid")

    assert "Not paid yet" in page.text
    assert service.pay_link(owed) in page.text
    assert "refresh" not in page.text


def test_pages_let_nothing_in_but_their_own_style(site: Stage) -> None:
    page = site.visit(payment(site.people), "/done")

    policy = page.headers["Content-Security-Policy"]
    found = re.search(r"style-src 'nonce-([^']+)'", policy)
    assert found is not None
    assert f'<style nonce="{found[1]}">' in page.text
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert page.headers["Cache-Control"] == "no-store"


def test_a_failed_payment_leads_to_the_one_that_stands_in_for_it(site: Stage) -> None:
    owed = payment(site.people)
    charge = site.charge(owed)
    with transaction() as session:
        session.get_one(Booking, row(owed).booking_id).status = "CANCELLED"
    site.company.fail(charge.reference)
    site.hear(charge.reference)
    alone = site.visit(owed, "/done")
    second = payment(site.people, booking_id=row(owed).booking_id)

    page = site.visit(owed, "/done")

    assert "Not paid" in alone.text
    assert "/pay/" not in alone.text
    assert service.pay_link(second) in page.text
