"""What every company's vault owes: cards kept, charged later, let go, listed, removed; one suite over all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.kernel.errors import PermanentError
from app.kernel.ids import public_number
from app.ports.payments import CardRefused, Charge, ChargeState
from tests.contracts.companies import VAULTS, KeepingCompany, a_key, an_order


@pytest.fixture(params=VAULTS)
def company(request: pytest.FixtureRequest) -> Iterator[KeepingCompany]:
    with VAULTS[request.param](request) as made:
        yield made


def somebody(company: KeepingCompany) -> str:
    number = public_number()
    return company.vault.open_customer(number, key=f"cus:{number}")


def held(company: KeepingCompany, *, mood: str = "good", customer: str | None = None) -> Charge:
    """A hold of 45 euros on a card of this mood."""
    order = replace(an_order(), keeps_card=True, customer=customer or somebody(company))
    charge = company.payments.open_checkout(order)
    assert company.enter(charge.reference, mood)
    return company.payments.fetch(charge.reference)


def test_a_person_has_one_name_under_one_key(company: KeepingCompany) -> None:
    number = public_number()
    key = f"cus:{number}"

    names = {company.vault.open_customer(number, key=key) for _ in range(2)}

    assert len(names) == 1


def test_a_hold_is_open_until_a_card_is_there_and_takes_nothing(company: KeepingCompany) -> None:
    order = replace(an_order(), keeps_card=True, customer=somebody(company))

    opened = company.payments.open_checkout(order)
    company.enter(opened.reference, "good")
    kept = company.payments.fetch(opened.reference)

    assert (opened.state, opened.amount_minor, opened.currency) == (ChargeState.OPEN, 4500, "EUR")
    assert opened.checkout_url is not None
    assert (kept.state, kept.captured_minor, kept.payment_id) == (ChargeState.AUTHORIZED, 0, order.payment_id)
    assert kept.card is not None
    assert kept.checkout_url is None or kept.checkout_url == opened.checkout_url


def test_one_key_opens_one_hold(company: KeepingCompany) -> None:
    order = replace(an_order(), keeps_card=True, customer=somebody(company))

    first, second = (company.payments.open_checkout(order) for _ in range(2))

    assert first.reference == second.reference


def test_a_hold_needs_somebody_whose_card_it_is(company: KeepingCompany) -> None:
    with pytest.raises(PermanentError):
        company.payments.open_checkout(replace(an_order(), keeps_card=True))


def test_what_is_claimed_is_taken_once_and_can_go_back(company: KeepingCompany) -> None:
    reference, key = held(company).reference, a_key()

    first = company.payments.capture(reference, key=key, amount_minor=1500)
    second = company.payments.capture(reference, key=key, amount_minor=1500)
    returned = company.payments.refund(reference, 500, key=a_key())

    assert (first.state, first.captured_minor) == (ChargeState.CAPTURED, 1500)
    assert second == first
    assert [one.amount_minor for one in returned.refunds] == [500]
    with pytest.raises(PermanentError):
        company.payments.refund(reference, 1001, key=a_key())


def test_no_more_is_claimed_than_was_agreed_on(company: KeepingCompany) -> None:
    reference = held(company).reference

    with pytest.raises(PermanentError):
        company.payments.capture(reference, key=a_key(), amount_minor=4501)
    assert company.payments.fetch(reference).captured_minor == 0


@pytest.mark.parametrize("mood", ["declined", "asks"])
def test_a_card_that_will_not_be_charged_ends_the_hold(company: KeepingCompany, mood: str) -> None:
    reference, key = held(company, mood=mood).reference, a_key()

    for _ in range(2):
        with pytest.raises(CardRefused):
            company.payments.capture(reference, key=key, amount_minor=1500)

    charge = company.payments.fetch(reference)
    assert (charge.state, charge.captured_minor) == (ChargeState.FAILED, 0)


def test_a_hold_that_is_released_takes_nothing_and_its_card_is_gone(company: KeepingCompany) -> None:
    customer = somebody(company)
    reference, key = held(company, customer=customer).reference, a_key()

    released = [company.payments.release(reference, key=key) for _ in range(2)]

    assert [one.state for one in released] == [ChargeState.VOIDED] * 2
    assert company.vault.cards(customer) == []
    with pytest.raises(PermanentError):
        company.payments.capture(reference, key=a_key(), amount_minor=100)


def test_an_open_hold_can_be_closed(company: KeepingCompany) -> None:
    order = replace(an_order(), keeps_card=True, customer=somebody(company))
    reference = company.payments.open_checkout(order).reference

    closed = company.payments.void(reference, key=a_key())

    assert closed.state is ChargeState.VOIDED
    assert not company.enter(reference, "good")


def test_kept_cards_are_listed_with_their_last_digits_alone(company: KeepingCompany) -> None:
    customer, stranger = somebody(company), somebody(company)
    charge = held(company, customer=customer)

    (card,) = company.vault.cards(customer)

    assert card.reference == charge.card
    assert (card.last4, len(card.brand) > 0) == ("4242", True)
    assert company.vault.cards(stranger) == []


def test_a_removed_card_is_gone_and_secures_nothing(company: KeepingCompany) -> None:
    customer = somebody(company)
    charge = held(company, customer=customer)
    assert charge.card is not None

    for _ in range(2):
        company.vault.remove(customer, charge.card)

    assert company.vault.cards(customer) == []
    assert company.payments.fetch(charge.reference).state is ChargeState.VOIDED


def test_nobody_removes_somebody_elses_card(company: KeepingCompany) -> None:
    customer = somebody(company)
    charge = held(company, customer=customer)
    assert charge.card is not None

    with pytest.raises(PermanentError):
        company.vault.remove(somebody(company), charge.card)
    assert len(company.vault.cards(customer)) == 1


def test_who_is_forgotten_leaves_no_card(company: KeepingCompany) -> None:
    customer = somebody(company)
    charge = held(company, customer=customer)

    for _ in range(2):
        company.vault.forget(customer)

    assert company.payments.fetch(charge.reference).state is ChargeState.VOIDED


def test_a_card_that_pays_is_kept_where_that_was_asked_for(company: KeepingCompany) -> None:
    customer = somebody(company)
    order = replace(an_order(), saves_card=True, customer=customer)
    reference = company.payments.open_checkout(order).reference

    company.enter(reference, "good")

    assert company.payments.fetch(reference).state is ChargeState.AUTHORIZED
    assert len(company.vault.cards(customer)) == 1
