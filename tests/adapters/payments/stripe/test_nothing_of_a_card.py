"""No card ever reaches us: not our logs, not our database, nothing we answer or send. See docs/pci.md."""

import logging
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.db.base import Base
from app.db.session import statements, transaction
from app.payments import service
from tests.adapters.payments.stripe.shop import Shop
from tests.factories.payments import row, status
from tests.payments.stage import work
from tests.servers.stripe.buttons import DECLINED, GOOD, SECURE

CARDS = (GOOD, DECLINED, SECURE)
LIKE_A_CARD = re.compile(r"\b(?:4\d{3}|5[1-5]\d{2}|3[47]\d{2}|6\d{3})(?:[ -]?\d){9,15}\b")


def test_after_a_payment_with_all_its_troubles_nothing_of_a_card_is_with_us(
    shop: Shop, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    owed = _pay_with_three_cards(shop)

    said = capfd.readouterr()
    ours = [caplog.text, said.out, said.err, *(answer.decode() for answer in shop.heard)]
    ours += [str(call) for call in shop.till.imitation.books.calls]  # what we said to Stripe
    assert status(owed) == "PARTIALLY_REFUNDED"
    assert "payment changed" in ours[0] + ours[1]  # the logs are looked at
    assert [found for one in ours for found in cards_in(one)] == []
    assert [card for card in CARDS for line in _every_row() if card in line] == []


@pytest.mark.parametrize("card", ["4242424242424242", "4242 4242 4242 4242", "5555-5555-5555-4444"])
def test_a_card_would_be_found(card: str) -> None:
    assert cards_in(f'{{"number": "{card}"}}') == [card]


def cards_in(text: str) -> list[str]:
    """What looks like a card's number and has a right check digit (ISO/IEC 7812-1)."""
    return [found[0] for found in LIKE_A_CARD.finditer(text) if _checks(re.sub(r"\D", "", found[0]))]


def _checks(digits: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _pay_with_three_cards(shop: Shop) -> int:
    owed = shop.owed()
    address = shop.open(owed)
    shop.press(address, action="pay", number=DECLINED)
    shop.press(address, action="pay", number=SECURE)
    shop.press(address, action="fail")
    shop.press(address, action="pay", number=GOOD)
    shop.mail(hurry=True)
    work()
    with transaction() as session:
        service.order_capture(session, row(owed).booking_id)
    work()
    shop.refund(owed, 1000)
    shop.mail(hurry=True)
    work()
    shop.call("GET", service.pay_link(owed).removeprefix("http://book.example") + "/done")
    return owed


def _every_row() -> Iterator[str]:
    """Every row of every table of ours, as text."""
    with statements() as connection:
        for table in Base.metadata.sorted_tables:
            yield from connection.scalars(text(f'SELECT whole::text FROM "{table.name}" AS whole'))  # noqa: S608 - our own tables' names
