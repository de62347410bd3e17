"""Web push by its RFCs: the published example, and what push services answer."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from app.adapters.clock.system import SystemClock
from app.adapters.http.guarded import GuardedWeb
from app.adapters.http.memory import MemoryWeb
from app.adapters.push.encryption import encrypted
from app.adapters.push.webpush import WebPush
from app.kernel.errors import PermanentError, TransientError
from app.kernel.urls import ANYWHERE
from app.ports.push import Device
from app.ports.receipts import Unreachable
from tests.contracts.test_push import NUDGE, VAPID
from tests.servers.push import Browser, b64, push_service, unb64
from tests.servers.web import Says


def test_the_example_of_rfc_8291_is_reproduced() -> None:
    device = Device(
        endpoint="https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
        p256dh="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth="BTBZMqHH6r4Tts7J_aSIgg",
    )
    key = derive_private_key(
        int.from_bytes(unb64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), SECP256R1()
    )

    body = encrypted(
        b"When I grow up, I want to be a watermelon", device, key=key, salt=unb64("DGv6ra1nlYgDCS1FRnbzlw")
    )

    assert b64(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, Unreachable),
        (410, Unreachable),
        (400, PermanentError),
        (413, PermanentError),
        (401, TransientError),
        (403, TransientError),
        (429, TransientError),
        (500, TransientError),
        (503, TransientError),
        (307, TransientError),
    ],
)
def test_each_answer_means_one_thing(status: int, error: type[Exception]) -> None:
    with push_service() as service:
        device = service.browser().device
        service.fails = [Says(status)]
        with pytest.raises(error) as raised:
            WebPush(VAPID, GuardedWeb(ANYWHERE), SystemClock()).send(device, NUDGE)

    assert type(raised.value) is error


def test_a_push_service_is_told_how_long_and_in_place_of_what() -> None:
    with push_service() as service:
        browser = service.browser()
        push = WebPush(VAPID, GuardedWeb(ANYWHERE), SystemClock())
        push.send(browser.device, NUDGE)
        push.send(browser.device, replace(NUDGE, key="another"))

    first, second = browser.headers
    assert (first["ttl"], first["content-encoding"]) == ("3600", "aes128gcm")
    assert first["topic"] != second["topic"]


@pytest.mark.parametrize(
    "endpoint", ["https://127.0.0.1/push", "http://push.example.com/x", "https://redis/"]
)
def test_a_subscription_that_leads_inside_is_given_up(endpoint: str) -> None:
    device = replace(Browser("https://push.example.com").device, endpoint=endpoint)

    with pytest.raises(Unreachable):
        WebPush(VAPID, MemoryWeb(), SystemClock()).send(device, NUDGE)


def test_nobody_there_may_pass() -> None:
    with push_service() as service:
        device = service.browser().device

    with pytest.raises(TransientError):
        WebPush(VAPID, GuardedWeb(ANYWHERE), SystemClock()).send(device, NUDGE)
