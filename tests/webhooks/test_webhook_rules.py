"""Signatures as Standard Webhooks has them, and the patience with endpoints."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from app.webhooks import rules

SECRETS = [rules.written(bytes([number]) * 32) for number in (1, 2)]
BODY = b'{"type":"booking.confirmed","data":{}}'
NOW = datetime(2026, 12, 9, 14, 0, tzinfo=UTC)


def headers(secrets: list[str], *, sent: datetime | None = None, body: bytes = BODY) -> dict[str, str]:
    at = int((sent or datetime.now(UTC)).timestamp())
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(at),
        "webhook-signature": rules.signatures(secrets, "msg_1", at, body),
    }


@pytest.mark.parametrize("secret", SECRETS)
def test_the_published_library_accepts_either_of_two_live_secrets(secret: str) -> None:
    assert Webhook(secret).verify(BODY, headers(SECRETS))


@pytest.mark.parametrize("part", ["body", "id", "time", "secret", "old"])
def test_the_published_library_refuses_what_was_changed(part: str) -> None:
    sent = headers(SECRETS[:1], sent=datetime.now(UTC) - timedelta(hours=1) if part == "old" else None)
    changed = {
        "id": {"webhook-id": "msg_2"},
        "time": {"webhook-timestamp": str(int(sent["webhook-timestamp"]) + 1)},
    }

    with pytest.raises(WebhookVerificationError):
        Webhook(SECRETS[1] if part == "secret" else SECRETS[0]).verify(
            BODY[:-1] + b" " if part == "body" else BODY, sent | changed.get(part, {})
        )


def test_the_example_of_the_specification_is_reproduced() -> None:
    """https://github.com/standard-webhooks/standard-webhooks, libraries/python/tests."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    signed = rules.signatures([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_tries_go_on_for_three_days() -> None:
    pauses = [rules.pause(attempt, chance=0.5) for attempt in range(1, rules.TRIES + 1)]

    assert pauses[0] == timedelta(seconds=5)
    assert pauses[-1] is None
    whole = sum((each for each in pauses if each), timedelta())
    assert timedelta(days=3) <= whole <= timedelta(days=3, hours=12)


@given(attempt=st.integers(1, rules.TRIES), chance=st.floats(0, 1, exclude_max=True))
def test_the_pause_strays_by_a_fifth_at_most(attempt: int, chance: float) -> None:
    pause = rules.pause(attempt, chance=chance)

    if pause is None:
        assert attempt == rules.TRIES
    else:
        usual = rules.PAUSES[attempt - 1]
        assert usual * 0.8 <= pause <= usual * 1.2


@pytest.mark.parametrize(
    ("wish", "pause"),
    [
        (timedelta(seconds=1), timedelta(seconds=5)),
        (timedelta(minutes=3), timedelta(minutes=3)),
        (timedelta(days=400), timedelta(days=1)),
    ],
)
def test_a_receiver_may_wish_for_longer_within_reason(wish: timedelta, pause: timedelta) -> None:
    assert rules.pause(1, chance=0.5, wish=wish) == pause


def test_patience_ends_after_three_days_without_anything_taken() -> None:
    assert not rules.is_given_up(None, NOW)
    assert not rules.is_given_up(NOW - timedelta(days=2, hours=23), NOW)
    assert rules.is_given_up(NOW - timedelta(days=3), NOW)
