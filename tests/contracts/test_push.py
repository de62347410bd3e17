"""What every adapter for notifications owes: one suite over a push service, the local inbox, and memory."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from app.adapters.clock.system import SystemClock
from app.adapters.http.guarded import GuardedWeb
from app.adapters.mail.inbox import notes
from app.adapters.push.inbox import LocalPush
from app.adapters.push.memory import MemoryPush
from app.adapters.push.vapid import Vapid
from app.adapters.push.webpush import WebPush
from app.db.session import reading
from app.kernel.urls import ANYWHERE
from app.ports.push import Device, Nudge, Push
from app.ports.receipts import Unreachable
from tests.factories.installed import installed
from tests.servers.push import Browser, push_service

VAPID = Vapid.of(b"a secret of thirty-two bytes ...", "mailto:bookings@book.example")
NUDGE = Nudge(
    key="booking-1:reminder",
    title="Reminder: Gespräch mit Zoë",
    body="Thu 10 Dec, 15:00",
    url="https://book.example/bookings/1",
    lasts=timedelta(hours=1),
)


@dataclass
class System:
    """An adapter, a device, and what the device shows: title, text and link."""

    push: Push
    device: Device
    shown: Callable[[], list[tuple[str, str, str | None]]]


@contextmanager
def _memory(_: pytest.FixtureRequest) -> Iterator[System]:
    push = MemoryPush()
    device = Browser("https://push.example").device
    yield System(
        push,
        device,
        lambda: list({each.key: (each.title, each.body, each.url) for _, each in push.nudges}.values()),
    )


@contextmanager
def _web(_: pytest.FixtureRequest) -> Iterator[System]:
    with push_service() as service:
        browser = service.browser()
        yield System(
            WebPush(VAPID, GuardedWeb(ANYWHERE), SystemClock()),
            browser.device,
            lambda: [(told["title"], told["body"], told["url"]) for told in browser.shown.values()],
        )


@contextmanager
def _inbox(request: pytest.FixtureRequest) -> Iterator[System]:
    with installed(request.getfixturevalue("fresh_database_url")):

        def shown() -> list[tuple[str, str, str | None]]:
            with reading() as session:
                return [(note.title, note.text, note.url) for note in notes.newest(session)]

        yield System(LocalPush(VAPID), Browser("https://push.example").device, shown)


@pytest.fixture(params=[_memory, _web, _inbox], ids=["memory", "web", "inbox"])
def system(request: pytest.FixtureRequest) -> Iterator[System]:
    with request.param(request) as made:
        yield made


def test_a_notification_is_shown_as_it_was_written(system: System) -> None:
    receipt = system.push.send(system.device, NUDGE)

    assert system.shown() == [(NUDGE.title, NUDGE.body, NUDGE.url)]
    assert receipt.reference


def test_of_two_with_one_key_the_later_is_shown(system: System) -> None:
    system.push.send(system.device, NUDGE)
    system.push.send(system.device, replace(NUDGE, body="Thu 10 Dec, 16:00"))

    assert [body for _, body, _ in system.shown()] == ["Thu 10 Dec, 16:00"]


@pytest.mark.parametrize(
    "keys", [{"p256dh": "x"}, {"auth": "AAAA"}, {"p256dh": "BA" + "A" * 85}, {"auth": "ü"}]
)
def test_a_device_whose_keys_are_none_is_given_up(system: System, keys: dict[str, str]) -> None:
    with pytest.raises(Unreachable):
        system.push.send(replace(system.device, **keys), NUDGE)

    assert system.shown() == []


def test_browsers_can_subscribe_with_our_key(system: System) -> None:
    assert system.push.public_key.startswith("B")
