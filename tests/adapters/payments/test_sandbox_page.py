"""The hosted checkout of the sandbox, button by button."""

from dataclasses import replace

import pytest
from flask import Flask

from app.adapters.clock.system import SystemClock
from app.adapters.payments.sandbox import SandboxPayments, pages
from app.payments import service
from app.payments.models import PaymentStatus
from app.ports import Ports, install, ports
from app.ports.payments import ChargeState
from tests.adapters.payments.town import Town
from tests.factories.payments import payment, row, status
from tests.payments.stage import SITE, work


def _state(payment_id: int) -> ChargeState:
    reference = row(payment_id).company_reference
    assert reference is not None
    return ports().payments.fetch(reference).state


def test_the_page_shows_who_what_and_how_much(town: Town) -> None:
    checkout = town.open(payment(town.people, amount_minor=123_450, description="Piano <Lesson>"))

    page = town.client.get(checkout)

    for words in ("Ada&#39;s Piano", "Piano &lt;Lesson&gt;", "$1,234.50", "no money moves"):
        assert words in page.text
    for button in ("Pay", "Pay, webhook late and twice", "Pay, webhooks out of order"):
        assert f">{button}</button>" in page.text
    for button in ("Pay, webhook lost", "Decline", "Cancel"):
        assert f">{button}</button>" in page.text


def test_the_page_asks_for_no_card_and_lets_nothing_in(town: Town) -> None:
    page = town.client.get(town.open(payment(town.people)))

    assert page.text.count("<input") == 1  # the form's token
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert f"form-action 'self' {ports().site.public_url}" in policy  # paying leads back to the site


def test_paying_leads_back_and_the_booking_hears_of_it(town: Town) -> None:
    owed = payment(town.people)

    answer = town.press(town.open(owed), "prompt")
    work()

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{service.pay_link(owed)}/done")
    assert status(owed) is PaymentStatus.AUTHORIZED


def test_paying_twice_pays_once(town: Town) -> None:
    owed = payment(town.people)
    checkout = town.open(owed)
    first = town.press(checkout, "prompt")
    again = town.client.get(checkout)

    assert first.status_code == 303
    assert "This has been paid." in again.text
    assert "<button" not in again.text


def test_a_declined_card_may_be_tried_again(town: Town) -> None:
    owed = payment(town.people)
    checkout = town.open(owed)

    answer = town.press(checkout, "decline")
    page = town.client.get(checkout)
    town.press(checkout, "prompt")
    work()

    assert (answer.status_code, answer.headers["Location"]) == (303, checkout)
    assert "The card was declined." in page.text
    assert status(owed) is PaymentStatus.AUTHORIZED


def test_the_third_declined_card_ends_the_payment(town: Town) -> None:
    owed = payment(town.people)
    checkout = town.open(owed)

    for _ in range(3):
        town.press(checkout, "decline")
    work()

    assert "declined too often" in town.client.get(checkout).text
    assert status(owed) is PaymentStatus.FAILED


def test_cancelling_leads_back_unpaid_and_leaves_the_checkout_open(town: Town) -> None:
    owed = payment(town.people)
    checkout = town.open(owed)

    answer = town.press(checkout, "cancel")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{service.pay_link(owed)}/unpaid")
    assert _state(owed) is ChargeState.OPEN


@pytest.mark.parametrize("form", [{}, {"action": "prompt"}, {"action": "prompt", "token": "forged"}])
def test_a_form_from_elsewhere_is_refused(town: Town, form: dict[str, str]) -> None:
    owed = payment(town.people)

    answer = town.client.post(town.open(owed), data=form)

    assert (answer.status_code, _state(owed)) == (403, ChargeState.OPEN)


def test_a_button_that_does_not_exist_does_nothing(town: Town) -> None:
    owed = payment(town.people)

    answer = town.press(town.open(owed), "steal")

    assert (answer.status_code, _state(owed)) == (400, ChargeState.OPEN)


def test_an_unknown_checkout_is_a_page(town: Town) -> None:
    answer = town.client.get("/sandbox/checkout/sbx_unknown")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_a_closed_checkout_says_so_to_whoever_comes_late(town: Town) -> None:
    owed = payment(town.people)
    checkout = town.open(owed)
    reference = row(owed).company_reference
    assert reference is not None

    ports().payments.void(reference, key="void")

    assert "Nothing was charged." in town.client.get(checkout).text


def test_production_has_neither_the_page_nor_the_company(town: Town) -> None:
    live: Ports = replace(ports(), site=replace(SITE, production=True))
    before = install(live)

    with pytest.raises(RuntimeError):
        pages.register(Flask("live"))
    with pytest.raises(RuntimeError):
        SandboxPayments(live.site, SystemClock())
    assert before is not None
    install(before)
    assert town.app is not None
