"""A hundred callers at one moment, over HTTP, on real processes."""

import json
from collections.abc import Sequence
from datetime import timedelta

from bench import load, world
from bench.load import Answer, Connection
from tests.processes.house import CALLERS, House

PATIENTLY = "Prefer: wait=10"
FIRM = b'"status":"CONFIRMED"'


def test_one_of_a_hundred_callers_gets_the_slot(running: House) -> None:
    provider, start = running.providers[0], world.tomorrow()

    answers = _at_once(running, [running.wants(i, provider, start, PATIENTLY) for i in range(CALLERS)])

    assert _winners(answers) == 1
    assert _taken(running, provider) == 1


def test_one_of_a_hundred_callers_for_overlapping_starts_gets_the_time(running: House) -> None:
    provider, first = running.overlapping[0], world.tomorrow()
    starts = [first + timedelta(minutes=15 * (i % 4)) for i in range(CALLERS)]

    answers = _at_once(
        running, [running.wants(i, provider, start, PATIENTLY) for i, start in enumerate(starts)]
    )

    assert _winners(answers) == 1
    assert _taken(running, provider) == 1


def _at_once(running: House, wants: Sequence[bytes]) -> list[Answer]:
    """Everybody's last answer: only half of the server's threads wait, so some follow a 202 to its end."""
    return load.run(running.port, CALLERS, wants, _followed).answers


def _followed(connection: Connection, wanted: bytes, answer: Answer) -> Answer:
    token = wanted.split(b"Bearer ", 1)[1].split(b"\r\n", 1)[0].decode()
    while b'"status":"REQUESTED"' in answer.body:
        news = connection.send(_following(answer, token))
        answer = answer if news.status == 304 else news
    return answer


def _following(answer: Answer, token: str) -> bytes:
    place = f"/v1/bookings/{json.loads(answer.body)['data']['id']}"
    more = f"{PATIENTLY}\r\nIf-None-Match: {answer.header('etag')}"
    return load.request("GET", place, token=token, more=more)


def _winners(answers: Sequence[Answer]) -> int:
    """How many got it. Everybody else was told that it is taken, at once or by following a 202."""
    won = [answer for answer in answers if FIRM in answer.body]
    lost = [answer for answer in answers if b'"SLOT_TAKEN"' in answer.body]
    assert {answer.status for answer in won} <= {200, 201}
    assert {answer.status for answer in lost} <= {200, 409}
    assert len(won) + len(lost) == len(answers) == CALLERS
    return len(won)


def _taken(running: House, provider: int) -> int:
    rows = running.rows(
        "SELECT o.id FROM occupancies o JOIN resources r ON r.id = o.resource_id WHERE r.provider_id = %s",
        provider,
    )
    return len(rows)
