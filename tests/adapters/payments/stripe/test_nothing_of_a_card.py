"""No card ever reaches us: not our logs, database or Redis, nothing we answer or send. See docs/pci.md."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
import redis
from sqlalchemy import text

from app.db.base import Base
from app.db.session import statements, transaction
from app.payments import service
from app.payments.rules import Purpose
from tests.adapters.payments.stripe.shop import Shop
from tests.factories.payments import row, status
from tests.payments.stage import work
from tests.servers.stripe.buttons import DECLINED, GOOD, SECURE
from tests.servers.stripe.setups import ASKS_LATER, DECLINED_LATER

# Planted where a card might slip through: in a webhook's body, and in the words of a refusal.
IN_A_WEBHOOK, IN_A_REFUSAL, A_CODE = "4000056655665556", "5200828282828210", "cvc-canary-737"
CARDS = (GOOD, DECLINED, SECURE, DECLINED_LATER, ASKS_LATER, IN_A_WEBHOOK, IN_A_REFUSAL)
LIKE_A_CARD = re.compile(r"\b(?:4\d{3}|5[1-5]\d{2}|3[47]\d{2}|6\d{3})(?:[ -]?\d){9,15}\b")


def test_after_every_kind_of_payment_with_its_troubles_nothing_of_a_card_is_with_us(
    real_shop: Shop, redis_url: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    paid = _pay_with_three_cards(real_shop)
    declined = _keep_cards(real_shop)
    _tell_of_a_card(real_shop)

    said = capfd.readouterr()
    ours = [caplog.text, said.out, said.err, *(answer.decode() for answer in real_shop.heard)]
    ours += [str(call) for call in real_shop.till.imitation.books.calls]  # what we said to Stripe
    kept = [*_every_row(), *_everything_in(redis_url)]
    assert (status(paid), status(declined)) == ("PARTIALLY_REFUNDED", "FAILED")
    assert "payment changed" in ours[0] + ours[1]  # the logs are looked at
    assert len(kept) > 20  # and so are tables and Redis
    assert [found for one in ours for found in cards_in(one)] == []
    assert [secret for secret in (*CARDS, A_CODE) for one in (*ours, *kept) if secret in one] == []


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


def _keep_cards(shop: Shop) -> int:
    """One is charged, one let go, one asks for its owner, and the last, which is returned, is declined."""
    owed = 0
    for card, fee in ((GOOD, 1500), (GOOD, 0), (ASKS_LATER, 1500), (DECLINED_LATER, 1500)):
        owed = shop.owed(purpose=Purpose.CARD_HOLD)
        with transaction() as session:
            service.agree(session, owed, now=shop.now)
        shop.press(shop.open(owed), action="pay", number=card)
        shop.mail(hurry=True)
        work()
        shop.till.imitation.quote = IN_A_REFUSAL
        with transaction() as session:
            service.claim(session, row(owed), fee)
        work()
        shop.mail(hurry=True)
        work()
    shop.call("GET", "/v1/users/me/cards", headers=shop.signed_in(shop.people.ben))
    return owed


def _tell_of_a_card(shop: Shop) -> None:
    """A webhook that names a whole card, genuine and forged."""
    thing = {
        "id": "ch_1",
        "object": "charge",
        "number": IN_A_WEBHOOK,
        "cvc": A_CODE,
        "payment_intent": "pi_1",
    }
    event = {"id": "evt_card", "type": "charge.updated", "data": {"object": thing}}
    headers, body = shop.till.imitation.messenger.letter(event)
    assert shop.post(headers, body) == 200
    assert shop.post({**headers, "Stripe-Signature": "t=1,v1=00"}, json.dumps(event).encode()) == 400
    work()


def _every_row() -> Iterator[str]:
    """Every row of every table of ours, as text."""
    with statements() as connection:
        for table in Base.metadata.sorted_tables:
            yield from connection.scalars(text(f'SELECT whole::text FROM "{table.name}" AS whole'))  # noqa: S608 - our own tables' names


def _everything_in(redis_url: str) -> Iterator[str]:
    """Every key with its value."""
    with redis.Redis.from_url(redis_url, decode_responses=True) as client:
        readers = {
            "string": client.get,
            "hash": client.hgetall,
            "set": client.smembers,
            "list": lambda key: client.lrange(key, 0, -1),
            "zset": lambda key: client.zrange(key, 0, -1),
        }
        for key in client.scan_iter():
            yield f"{key} {readers[client.type(key)](key)}"
