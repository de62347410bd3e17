import argparse
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import ports
from app.cli import SECTIONS
from app.db.session import transaction
from app.payments.models import Payment
from app.payments.service.record import record
from app.ports import Ports
from app.seed import cli
from app.seed.cast import PASSWORD
from tests.api import execute
from tests.races import at_once


def seed(how: str) -> int:
    """As `python -m app.cli seed …`, in this process and on the ports of the test."""
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers(required=True))
    chosen = parser.parse_args(["seed", how])
    code: int = chosen.handler(chosen)
    return code


def test_the_command_is_part_of_the_command_line() -> None:
    assert "app.seed.cli" in SECTIONS


@pytest.mark.usefixtures("empty")
def test_a_second_seeding_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert seed("--once") == 0
    assert PASSWORD in capsys.readouterr().out

    assert seed("--once") == 0
    assert seed("--force") == 1

    assert execute("SELECT count(*) FROM bookings") == 200


@pytest.mark.usefixtures("empty")
def test_an_empty_place_can_be_seeded_by_force() -> None:
    assert seed("--force") == 0

    assert execute("SELECT count(*) FROM providers") == 12


@pytest.mark.usefixtures("empty")
def test_two_seeders_at_once_make_one_world() -> None:
    assert at_once([lambda: seed("--once")] * 3) == [0, 0, 0]

    assert execute("SELECT count(*) FROM users") == 53


def test_production_is_left_alone(empty: Ports, capsys: pytest.CaptureFixture[str]) -> None:
    ports.install(replace(empty, site=replace(empty.site, production=True)))

    assert seed("--once") == 1
    assert seed("--force") == 1

    assert "production" in capsys.readouterr().err
    assert execute("SELECT count(*) FROM users") == 0


@pytest.mark.parametrize("name", ["ada", "ben", "client", "admin"])
def test_the_people_of_the_tour_can_log_in(empty: Ports, web: FlaskClient, name: str) -> None:
    seed("--once")
    ports.install(empty)

    answer = web.post("/v1/auth/login", json={"email": f"{name}@example.com", "password": PASSWORD})

    assert answer.status_code == 200, answer.text


@pytest.mark.usefixtures("empty")
def test_the_demo_world_can_be_searched(web: FlaskClient) -> None:
    seed("--once")

    answer = web.get("/v1/providers", query_string={"q": "English tutor", "language": "english"}).get_json()

    assert {found["name"] for found in answer["data"]} >= {"John Smith", "Marta Kowalska"}
    assert all(found["availability"]["nextAvailable"] for found in answer["data"])


def test_what_the_company_says_of_the_payments_is_no_news(empty: Ports) -> None:
    seed("--once")
    with transaction() as session:
        asked = session.scalars(select(Payment).where(Payment.asked_at.is_not(None))).all()
        company, now = empty.payments, empty.clock.now()
        charges = [company.fetch(str(payment.company_reference)) for payment in asked]
        news = [record(session, charge, company=company.name, now=now) for charge in charges]

    assert len(news) > 100
    assert not any(recorded is None or recorded.changed for recorded in news)
