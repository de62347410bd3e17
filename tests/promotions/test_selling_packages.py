"""Ada sells appointments in bundles; everybody sees them, nobody else changes them."""

from typing import Any

import pytest

from tests.api import Person, refused_fields
from tests.factories.desks import Desk, open_desk
from tests.promotions.bundles import TERMS, packages_of, sell


def test_everybody_sees_what_is_sold(ada: Person, stranger: Person, desk: Desk) -> None:
    package_id = sell(desk)
    hidden = sell(desk, active=False)

    shown = stranger.get(f"{packages_of(desk)}/{package_id}").get_json()["data"]

    assert (shown["title"], shown["credits"], shown["price"]) == ("Five lessons", 5, 200.0)
    assert (shown["currency"], shown["validMonths"], shown["active"]) == ("EUR", 12, True)
    assert stranger.get(f"{packages_of(desk)}/{hidden}").status_code == 404
    assert [one["id"] for one in stranger.get(packages_of(desk)).get_json()["data"]] == [package_id]
    assert [one["id"] for one in ada.get(packages_of(desk)).get_json()["data"]] == [package_id, hidden]


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"credits": 0}, "credits"),
        ({"credits": 1001}, "credits"),
        ({"credits": 1.5}, "credits"),
        ({"price": 0}, "price"),
        ({"price": -1}, "price"),
        ({"price": 10.001}, "price"),
        ({"validMonths": 0}, "validMonths"),
        ({"validMonths": 61}, "validMonths"),
        ({"offeringId": 10**12}, "offeringId"),
        ({"currency": "USD"}, "currency"),
    ],
)
def test_a_bad_term_is_named(ada: Person, desk: Desk, terms: dict[str, Any], field: str) -> None:
    body = {**TERMS, "offeringId": desk.offering_id, **terms}

    assert refused_fields(ada.post(packages_of(desk), body)) == {field}


def test_another_provider_s_offering_cannot_be_sold(ada: Person, cleo: Person, desk: Desk) -> None:
    body = {**TERMS, "offeringId": open_desk(cleo).offering_id}

    assert refused_fields(ada.post(packages_of(desk), body)) == {"offeringId"}


def test_what_is_not_named_stays(ada: Person, desk: Desk) -> None:
    path = f"{packages_of(desk)}/{sell(desk)}"
    tag = ada.get(path).headers["ETag"]

    changed = ada.put(path, {"price": 180}, headers={"If-Match": tag}).get_json()["data"]

    assert (changed["price"], changed["credits"]) == (180.0, 5)
    assert ada.put(path, {"price": 190}, headers={"If-Match": tag}).status_code == 412


def test_a_withdrawn_package_is_gone(ada: Person, ben: Person, desk: Desk) -> None:
    package_id = sell(desk)
    path = f"{packages_of(desk)}/{package_id}"

    assert ada.delete(path).status_code == 204

    assert ada.get(path).status_code == 404
    assert ben.post(f"/v1/packages/{package_id}/purchases").status_code == 404


def test_nobody_else_sells_or_changes_them(ben: Person, cleo: Person, stranger: Person, desk: Desk) -> None:
    path = f"{packages_of(desk)}/{sell(desk)}"

    for person, status in ((cleo, 404), (ben, 403), (stranger, 401)):
        body = {**TERMS, "offeringId": desk.offering_id}
        assert person.post(packages_of(desk), body).status_code == status
        assert person.put(path, {"price": 1}).status_code == status
        assert person.delete(path).status_code == status
        assert person.get(f"/v1/providers/{desk.provider_id}/package-purchases").status_code == status
