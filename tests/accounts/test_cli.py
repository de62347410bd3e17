import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import ports
from app.accounts import cli, phones
from app.accounts.models import User
from app.cli import SECTIONS
from app.db.session import reading
from app.ports import Ports
from tests.accounts.people import PASSWORD, answer, join, log_in, refusal, unique, user_id


def run(*arguments: str) -> int:
    """As `python -m app.cli users …`, in this process and on the ports of the test."""
    import argparse

    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers(required=True))
    chosen = parser.parse_args(["users", *arguments])
    code: int = chosen.handler(chosen)
    return code


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def test_the_commands_are_part_of_the_command_line() -> None:
    assert "app.accounts.cli" in SECTIONS


@pytest.mark.usefixtures("piped")
def test_an_administrator_can_log_in_with_the_given_password(
    web: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    email = unique("dora")

    assert run("create-admin", email) == 0

    dora = log_in(web, email)
    assert answer(web.get("/v1/users/me", headers=dora.bearer), 200)["role"] == "ADMIN"
    assert PASSWORD not in capsys.readouterr().out


def test_a_generated_password_is_shown_once(web: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    email = unique("dora")

    assert run("create-admin", email, "--generate") == 0

    shown = capsys.readouterr().out.rsplit("Password: ", 1)[1].strip()
    assert log_in(web, email, shown).id == user_id(email)


@pytest.mark.usefixtures("piped")
def test_an_address_with_an_account_is_left_alone(
    web: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    ben = join(web, "ben")

    assert run("create-admin", ben.email) == 1

    assert "set-role" in capsys.readouterr().err
    assert answer(web.get("/v1/users/me", headers=ben.bearer), 200)["role"] == "CLIENT"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("email", "password"), [("nonsense", PASSWORD), ("dora@example.org", "12345678")])
def test_a_bad_address_or_password_is_explained(
    email: str, password: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password))

    assert run("create-admin", email) == 1

    assert capsys.readouterr().err


def test_a_zone_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("create-admin", "dora@example.org", "--timezone", "Mars/Olympus")

    assert "Mars/Olympus" in capsys.readouterr().err


def test_a_new_role_ends_the_sign_ins_that_carry_the_old_one(web: FlaskClient) -> None:
    ben = join(web, "ben")

    assert run("set-role", ben.email.upper(), "PROVIDER") == 0

    refusal(web.post("/v1/auth/refresh", json={"refreshToken": ben.refresh}), 401)
    again = log_in(web, ben.email)
    assert answer(web.get("/v1/users/me", headers=again.bearer), 200)["role"] == "PROVIDER"


@pytest.mark.usefixtures("installed")
def test_nobody_can_be_given_a_role(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("set-role", unique("nobody"), "ADMIN") == 1

    assert "No account" in capsys.readouterr().err


def test_phone_numbers_move_under_the_new_secret(web: FlaskClient, installed: Ports) -> None:
    ben = join(web, "ben", phone="+4930123456")
    site = replace(installed.site, secret=b"another secret", previous_secrets=(installed.site.secret,))
    ports.install(replace(installed, site=site))

    assert run("reseal") == 0

    ports.install(replace(installed, site=replace(site, previous_secrets=())))
    with reading() as session:
        sealed = session.scalars(select(User.phone_encrypted).where(User.id == ben.id)).one()
    assert phones.unseal(ben.id, sealed) == "+4930123456"
