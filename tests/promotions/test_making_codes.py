"""Ada makes codes; Cleo, who is a provider too, sees and changes none of them."""

from typing import Any

import pytest

from tests.api import Person, refused_fields
from tests.factories.desks import Desk, offer, open_desk
from tests.promotions.codes import codes_of, hence, make_code


def test_a_code_is_written_in_capitals_and_shown_whole(ada: Person, desk: Desk) -> None:
    made = make_code(desk, code="spring-26", percent=15, maxRedemptions=8, maxPerClient=1)

    shown = ada.get(f"{codes_of(desk)}/{made['id']}").get_json()["data"]

    assert shown == made
    assert (made["code"], made["percent"], made["amount"], made["currency"]) == ("SPRING-26", 15, None, None)
    assert (made["maxRedemptions"], made["maxPerClient"], made["redemptions"]) == (8, 1, 0)
    assert made["active"] is True


def test_an_amount_is_in_the_provider_s_currency_unless_said(desk: Desk) -> None:
    assert make_code(desk, amount=5.5)["currency"] == "EUR"
    assert make_code(desk, amount=5, currency="USD")["currency"] == "USD"


def test_a_name_is_given_once_whatever_its_spelling(ada: Person, cleo: Person, desk: Desk) -> None:
    make_code(desk, code="Once")

    again = ada.post(codes_of(desk), {"code": "ONCE", "percent": 5})

    assert (again.status_code, again.get_json()["error"]["code"]) == (409, "PROMO_CODE_EXISTS")
    assert make_code(open_desk(cleo), code="once")["code"] == "ONCE"


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"code": "AB"}, "code"),
        ({"code": "A" * 41}, "code"),
        ({"code": "TEN OFF"}, "code"),
        ({"code": "ZEHN€"}, "code"),
        ({"percent": 0}, "percent"),
        ({"percent": 101}, "percent"),
        ({"percent": 12.5}, "percent"),
        ({"percent": None}, "percent"),
        ({"percent": 10, "amount": 5}, "amount"),
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 5.001}, "amount"),
        ({"amount": 5, "currency": "XXY"}, "currency"),
        ({"percent": 5, "currency": "EUR"}, "currency"),
        ({"validFrom": "tomorrow"}, "validFrom"),
        ({"validFrom": "2027-01-02T00:00:00Z", "validUntil": "2027-01-02T00:00:00Z"}, "validUntil"),
        ({"maxRedemptions": 0}, "maxRedemptions"),
        ({"maxPerClient": -1}, "maxPerClient"),
        ({"offeringIds": []}, "offeringIds"),
        ({"offeringIds": [10**12]}, "offeringIds.0"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_a_bad_term_is_named(ada: Person, desk: Desk, terms: dict[str, Any], field: str) -> None:
    body = {"code": "GOOD-ONE", **({} if "amount" in terms else {"percent": 10}), **terms}

    assert field in refused_fields(ada.post(codes_of(desk), body))


def test_a_code_takes_something_off(ada: Person, desk: Desk) -> None:
    assert refused_fields(ada.post(codes_of(desk), {"code": "NOTHING"})) == {"percent"}


def test_what_is_not_named_stays(ada: Person, desk: Desk) -> None:
    made = make_code(desk, percent=10, maxRedemptions=3)
    path = f"{codes_of(desk)}/{made['id']}"

    changed = ada.put(path, {"amount": 7, "validUntil": hence(days=1), "offeringIds": [desk.offering_id]})
    cleared = ada.put(path, {"maxRedemptions": None, "validUntil": None, "offeringIds": None})

    data = changed.get_json()["data"]
    assert (data["percent"], data["amount"], data["currency"], data["maxRedemptions"]) == (None, 7, "EUR", 3)
    data = cleared.get_json()["data"]
    assert (data["validUntil"], data["maxRedemptions"], data["offeringIds"]) == (None, None, None)


def test_a_change_of_an_old_version_is_refused(ada: Person, desk: Desk) -> None:
    made = make_code(desk)
    path = f"{codes_of(desk)}/{made['id']}"
    tag = ada.get(path).headers["ETag"]

    assert ada.put(path, {"active": False}, headers={"If-Match": tag}).status_code == 200
    assert ada.put(path, {"active": True}, headers={"If-Match": tag}).status_code == 412
    assert ada.delete(path, headers={"If-Match": tag}).status_code == 412


def test_a_withdrawn_code_is_gone_and_its_name_free(ada: Person, desk: Desk) -> None:
    made = make_code(desk, code="AGAIN")
    path = f"{codes_of(desk)}/{made['id']}"

    assert ada.delete(path).status_code == 204
    assert ada.get(path).status_code == 404
    assert make_code(desk, code="AGAIN")["id"] != made["id"]


def test_codes_are_listed_by_name(ada: Person, desk: Desk) -> None:
    for name in ("BBB", "AAA", "CCC"):
        make_code(desk, code=name)

    page = ada.get(codes_of(desk), query_string={"size": 2}).get_json()

    assert [code["code"] for code in page["data"]] == ["AAA", "BBB"]
    assert page["pagination"]["total"] == 3


def test_nobody_else_sees_or_makes_codes(ben: Person, cleo: Person, stranger: Person, desk: Desk) -> None:
    path = f"{codes_of(desk)}/{make_code(desk)['id']}"

    for person, status in ((cleo, 404), (ben, 403), (stranger, 401)):
        assert person.get(codes_of(desk)).status_code == status
        assert person.get(path).status_code == status
        assert person.put(path, {"active": False}).status_code == status
        assert person.delete(path).status_code == status
        assert person.post(codes_of(desk), {"code": "MINE", "percent": 5}).status_code == status


def test_another_provider_s_offering_is_no_term_of_mine(ada: Person, cleo: Person, desk: Desk) -> None:
    hers = open_desk(cleo)
    mine = offer(desk.provider_id, title="Another")

    answer = ada.post(
        codes_of(desk), {"code": "MIXED", "percent": 5, "offeringIds": [mine, hers.offering_id]}
    )

    assert refused_fields(answer) == {"offeringIds.1"}
