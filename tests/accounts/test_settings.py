import pytest
from pydantic import ValidationError

from app.adapters.limits.off import Unlimited
from app.adapters.limits.redis_window import RedisLimiter
from app.bootstrap import _ports, site_of
from config.settings import Settings, load

ANYWHERE = {"database_url": "postgresql://nowhere/x", "redis_url": "redis://nowhere/0"}


def test_production_refuses_a_cheap_hash() -> None:
    with pytest.raises(ValidationError, match="BCRYPT_COST below 12"):
        Settings.model_validate({**ANYWHERE, "environment": "production", "bcrypt_cost": 11})


def test_earlier_secrets_come_as_a_list_and_only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKMYTIME_PREVIOUS_SECRET_KEYS", '["the one before", "the first"]')

    site = site_of(Settings.model_validate(ANYWHERE))

    assert site.previous_secrets == (b"the one before", b"the first")
    assert len({*site.keys("users.phone"), *site.keys("csrf")}) == 6


def test_limits_are_counted_in_redis_unless_a_setting_lifts_them() -> None:
    counted = _ports(Settings.model_validate(ANYWHERE))
    lifted = _ports(Settings.model_validate({**ANYWHERE, "rate_limits": False}))

    assert isinstance(counted.limiter, RedisLimiter)
    assert isinstance(lifted.limiter, Unlimited)


@pytest.mark.parametrize(("written", "seconds"), [("600", 600), ("PT10M", 600), ("00:00:05", 5)])
def test_a_span_is_seconds_or_iso_8601(monkeypatch: pytest.MonkeyPatch, written: str, seconds: int) -> None:
    monkeypatch.setenv("BOOKMYTIME_HOLD", written)

    assert Settings.model_validate(ANYWHERE).hold.total_seconds() == seconds


def test_a_bad_setting_is_told_by_the_name_of_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKMYTIME_HOLD", "soon")
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    load.cache_clear()

    with pytest.raises(SystemExit, match=r"(?s)DATABASE_URL: .*BOOKMYTIME_HOLD: "):
        load()
