"""Which payment companies a process may start with, and what each of them needs."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.adapters.clock.system import SystemClock
from app.bootstrap import companies_of, site_of
from config.settings import Settings

PAYPAL = {"PAYPAL_CLIENT_ID": "client", "PAYPAL_SECRET": "secret", "PAYPAL_WEBHOOK_ID": "webhook"}
LIVE = {
    "environment": "production",
    "secret_key": "x" * 32,
    "PUBLIC_URL": "https://book.example",
    "mail": "smtp",
    "smtp_url": "smtp://mail.example",
    "sms": "off",
    "push": "off",
}


def _settings(**given: Any) -> Settings:
    return Settings.model_validate(
        {"DATABASE_URL": "postgresql://x/x", "REDIS_URL": "redis://x", "environment": "test"} | given
    )


@pytest.mark.parametrize(
    ("written", "companies"),
    [("sandbox", ("sandbox",)), ("paypal", ("paypal",)), ("paypal,sandbox", ("paypal", "sandbox"))],
)
def test_companies_are_written_with_commas_and_the_first_is_the_default(
    written: str, companies: tuple[str, ...]
) -> None:
    assert _settings(payments=written, **PAYPAL).companies == companies


@pytest.mark.parametrize("written", ["", "bank", "paypal,", "sandbox,sandbox", "sandbox paypal", "PayPal"])
def test_unknown_and_repeated_companies_are_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="each once"):
        _settings(payments=written, **PAYPAL)


@pytest.mark.parametrize("missing", PAYPAL)
def test_paypal_is_not_started_half(missing: str) -> None:
    given = {name: value for name, value in PAYPAL.items() if name != missing}

    with pytest.raises(ValidationError, match="PAYPAL_WEBHOOK_ID"):
        _settings(payments="sandbox,paypal", **given)


def test_a_process_has_the_companies_that_its_settings_name() -> None:
    chosen = _settings(payments="paypal,sandbox", **PAYPAL)

    made = companies_of(chosen, site_of(chosen), SystemClock())

    assert [company.name for company in made] == ["paypal", "sandbox"]


def test_who_does_not_use_paypal_need_not_name_it() -> None:
    assert _settings().companies == ("sandbox",)


@pytest.mark.parametrize("address", ["ftp://api-m.paypal.com", "api-m.paypal.com", ""])
def test_paypals_address_is_one(address: str) -> None:
    with pytest.raises(ValidationError):
        _settings(payments="paypal", PAYPAL_URL=address, **PAYPAL)


def test_the_roots_must_be_a_file() -> None:
    with pytest.raises(ValidationError, match="PAYPAL_ROOTS"):
        _settings(payments="paypal", PAYPAL_ROOTS="/nowhere/roots.pem", **PAYPAL)


def test_production_takes_paypal_by_https() -> None:
    assert _settings(payments="paypal", **PAYPAL, **LIVE).paypal_url == "https://api-m.paypal.com"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"payments": "paypal,sandbox"}, "no real money"),
        (
            {"payments": "paypal", "PAYPAL_URL": "http://127.0.0.1:8080"},
            "PAYPAL_URL must be an https address",
        ),
    ],
)
def test_production_takes_no_play_money_and_no_open_line(change: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        _settings(**PAYPAL, **LIVE, **change)


def test_a_secret_is_never_shown() -> None:
    given = _settings(payments="paypal", **PAYPAL | {"PAYPAL_SECRET": "hush-hush"})

    assert "hush-hush" not in repr(given)
