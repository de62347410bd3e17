"""Billing details: whose they are, what they may say, and that invoices say it."""

from typing import Any

import pytest
from sqlalchemy import text

from app.db.session import statements
from app.invoices.service.filing import paper_of
from tests.api import refused_fields
from tests.invoices.papers import bought, papers
from tests.payments.stage import Stage

SELLER: dict[str, Any] = {
    "legalName": "Lovelace Coaching GmbH",
    "addressLines": ["Torstraße 12", "10119 Berlin"],
    "country": "DE",
    "taxId": "DE123456789",
    "taxRate": 1900,
    "pricesIncludeTax": True,
    "note": "Thank you.",
}
BUYER: dict[str, Any] = {
    "name": "Carter & Sons",
    "addressLines": ["41 Judd Street"],
    "country": "GB",
    "taxId": "GB999",
}


def seller(site: Stage, method: str, body: Any = None, *, by: int | None = None) -> Any:
    path = f"/v1/providers/{site.people.provider}/billing"
    more = {"json": body} if body is not None else {}
    return site.call(method, path, by=by or site.people.ada, role="PROVIDER", **more)


def buyer(site: Stage, method: str, body: Any = None) -> Any:
    more = {"json": body} if body is not None else {}
    return site.call(method, "/v1/users/me/billing", by=site.people.ben, **more)


def test_before_anything_is_saved_the_profile_has_to_do(site: Stage) -> None:
    assert seller(site, "GET").json["data"] == {
        "legalName": "Ada's Piano",
        "addressLines": [],
        "country": None,
        "taxId": None,
        "taxRate": 0,
        "pricesIncludeTax": True,
        "note": None,
        "saved": False,
    }
    assert buyer(site, "GET").json["data"]["name"] == "Ben Example"


def test_what_is_saved_is_shown_and_stands_on_the_next_invoice(site: Stage) -> None:
    before = bought(site)

    assert seller(site, "PUT", SELLER).json["data"] == {**SELLER, "saved": True}
    assert buyer(site, "PUT", BUYER).json["data"] == {**BUYER, "saved": True}
    assert seller(site, "GET").json["data"] == {**SELLER, "saved": True}
    assert buyer(site, "GET").json["data"] == {**BUYER, "saved": True}

    old, new = (paper_of(papers(sold)[0]) for sold in (before, bought(site)))
    assert (old.seller.name, old.buyer.name, old.tax) == ("Ada's Piano", "Ben Example", 0)
    assert (new.seller.tax_id, new.buyer.name, new.tax) == ("DE123456789", "Carter & Sons", 718)
    assert new.note == "Thank you."


def test_saving_replaces_all_of_it(site: Stage) -> None:
    seller(site, "PUT", SELLER)

    answer = seller(site, "PUT", {"legalName": "Ada"})

    assert answer.json["data"] == {
        "legalName": "Ada",
        "addressLines": [],
        "country": None,
        "taxId": None,
        "taxRate": 0,
        "pricesIncludeTax": True,
        "note": None,
        "saved": True,
    }


def test_others_find_no_details(site: Stage) -> None:
    for by in (site.people.ben, site.people.cleo):
        assert seller(site, "GET", by=by).status_code == 404
        assert seller(site, "PUT", SELLER, by=by).status_code == 404
    path = f"/v1/providers/{site.people.provider}/billing"
    assert site.call("GET", path, by=site.people.ben, role="CLIENT").status_code == 403
    assert site.call("GET", path).status_code == 401
    assert site.call("GET", "/v1/users/me/billing").status_code == 401


def test_tax_ids_rest_sealed(site: Stage) -> None:
    seller(site, "PUT", SELLER)
    with statements() as connection:
        sealed = connection.scalar(
            text("SELECT tax_id_sealed FROM provider_billing WHERE provider_id = :id"),
            {"id": site.people.provider},
        )

    assert b"DE123456789" not in sealed


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"legalName": ""}, "legalName"),
        ({"legalName": "x" * 201}, "legalName"),
        ({"legalName": "Ada\nLovelace"}, "legalName"),
        ({"addressLines": ["x"] * 6}, "addressLines"),
        ({"addressLines": ["x" * 121]}, "addressLines.0"),
        ({"addressLines": ["Torstraße\t12"]}, "addressLines.0"),
        ({"country": "Germany"}, "country"),
        ({"country": "ZZ"}, "country"),
        ({"taxId": "x" * 41}, "taxId"),
        ({"taxRate": -1}, "taxRate"),
        ({"taxRate": 10_001}, "taxRate"),
        ({"taxRate": 19.5}, "taxRate"),
        ({"pricesIncludeTax": "yes"}, "pricesIncludeTax"),
        ({"note": "x" * 501}, "note"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_cannot_be_is_named(site: Stage, change: dict[str, Any], field: str) -> None:
    assert refused_fields(seller(site, "PUT", SELLER | change)) == {field}


def test_a_name_is_asked_for(site: Stage) -> None:
    assert refused_fields(seller(site, "PUT", {})) == {"legalName"}
    assert refused_fields(buyer(site, "PUT", {"country": None})) == {"name"}
