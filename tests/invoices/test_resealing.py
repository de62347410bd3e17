"""A change of the secret loses no name and no tax id, and at the end needs the old secret no more."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.db.session import transaction
from app.invoices import cli, service
from app.invoices.service.filing import paper_of
from app.kernel.sealing import Unreadable
from app.ports import install, ports
from tests.invoices.papers import bought, papers
from tests.payments.stage import Stage

OLD = b"an older secret, for tests alone and long"
NEW = b"a newer secret, for tests alone and long"


@contextmanager
def secrets(now: bytes, *previous: bytes) -> Iterator[None]:
    before = ports()
    install(replace(before, site=replace(before.site, secret=now, previous_secrets=previous)))
    yield
    install(before)


def save(site: Stage, tax_id: str) -> None:
    details = {"address_lines": [], "country": None, "tax_id": tax_id}
    selling = {"legal_name": "Ada", "tax_rate": 0, "prices_include_tax": True, "note": None}
    with transaction() as session:
        service.save_seller_details(
            session, site.people.provider, {**details, **selling}, owner=site.people.ada
        )
        service.save_buyer_details(session, site.people.ben, {"name": "Ben", **details})


def tax_ids(site: Stage) -> tuple[str | None, str | None]:
    with transaction() as session:
        seller = service.seller_details(session, site.people.provider, owner=site.people.ada)
        return seller.party.tax_id, service.buyer_details(session, site.people.ben).party.tax_id


def test_what_is_sealed_moves_under_the_new_secret(site: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    with secrets(OLD):
        save(site, "DE1")
        sold = bought(site)
        before = paper_of(papers(sold)[0])

    with secrets(NEW, OLD, ports().site.secret):
        assert tax_ids(site) == ("DE1", "DE1")
        assert cli.reseal_all(argparse.Namespace()) == 0
    assert "sealed anew" in capsys.readouterr().out

    with secrets(NEW):
        assert tax_ids(site) == ("DE1", "DE1")
        assert paper_of(papers(sold)[0]) == before
        cli.reseal_all(argparse.Namespace())
    assert capsys.readouterr().out.startswith("0 ")


def test_without_its_key_a_paper_is_not_shown_and_details_lack_the_tax_id(site: Stage) -> None:
    with secrets(OLD):
        save(site, "DE1")
        sold = bought(site)

    assert tax_ids(site) == (None, None)
    with pytest.raises(Unreadable):
        paper_of(papers(sold)[0])
