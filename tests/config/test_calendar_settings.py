"""Calendar companies appear where we are registered with them, and imitations never in production."""

import pytest
from pydantic import ValidationError

from app.adapters.clock.system import SystemClock
from app.adapters.http.memory import MemoryWeb
from app.bootstrap import calendars_of
from config.settings import Settings

SERVERS = {"database_url": "postgresql://x/y", "redis_url": "redis://x"}
REGISTERED = {"google_client_id": "id", "google_client_secret": "secret"}


def kinds(**more: str) -> list[str]:
    settings = Settings.model_validate({**SERVERS, **more})
    return list(calendars_of(settings, MemoryWeb(), SystemClock()))


def test_without_a_registration_there_are_calendars_that_need_none() -> None:
    assert kinds() == ["caldav", "ics"]
    assert kinds(**REGISTERED) == ["google", "caldav", "ics"]
    assert kinds(microsoft_client_id="id", microsoft_client_secret="secret") == ["microsoft", "caldav", "ics"]


@pytest.mark.parametrize("name", ["google", "microsoft"])
def test_an_id_comes_with_its_secret(name: str) -> None:
    with pytest.raises(ValidationError, match=f"{name.upper()}_CLIENT_SECRET"):
        kinds(**{f"{name}_client_id": "id"})


def test_production_speaks_to_no_imitation() -> None:
    with pytest.raises(ValidationError, match="imitations"):
        kinds(environment="production", google_url="http://127.0.0.1:1/")
