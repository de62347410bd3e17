from datetime import datetime, timedelta

import jwt
import pytest

from app.kernel.signing import key_for
from app.ports import ports
from tests.api import Person
from tests.availability.slots.looking import look
from tests.factories.desks import Desk


def test_a_quote_tells_price_and_policy_and_is_signed(stranger: Person, desk: Desk) -> None:
    desk.offers(price_minor=4550)
    data = look(stranger, desk, desk.at(0), desk.at(24))

    key = key_for(ports().site.secret, "quote")
    claims = jwt.decode(data["quote"], key, algorithms=["HS256"])

    assert claims["provider"] == desk.provider_id
    assert claims["offering"] == desk.offering_id
    assert (claims["price"], claims["currency"]) == (4550, "EUR")
    assert (claims["free"], claims["late"], claims["minutes"]) == (24, 50, 60)
    assert (claims["from"], claims["to"]) == (desk.at(0).timestamp(), desk.at(24).timestamp())
    expires = datetime.fromisoformat(data["quoteExpiresAt"])
    assert claims["exp"] == expires.timestamp()
    left = expires - datetime.now(expires.tzinfo)
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(data["quote"], key_for(ports().site.secret, "access-token"), algorithms=["HS256"])
