"""Stripe's webhooks at 50 a second, among them forged, stale and replayed ones; beside a trivial request.

Every request has its moment, whether the one before was answered or not, and its time counts from that
moment: a server that falls behind cannot hide it. What is refused and what is remembered is counted.
"""

import hashlib
import hmac
import json
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy import text

from app.db.session import statements
from bench import figures, load, stack
from bench.load import Connection
from tests.servers.stripe.company import SECRET_KEY, WEBHOOK_SECRET
from tests.servers.stripe.server import stripe_server

RATE, CLIENTS = 50, 16
STALE = 600  # seconds, of which 300 are tolerated
EXPECTED = {"genuine": 200, "replayed": 200, "forged": 400, "stale": 400}
SHARES = {"genuine": 70, "replayed": 10, "forged": 10, "stale": 10}


Answered = tuple[str, int, float]  # what it was, the status, and the seconds since its moment


@dataclass(frozen=True, slots=True)
class Letter:
    """One webhook; `sort` says what is the matter with it."""

    sort: str
    event_id: str

    def request(self) -> bytes:
        """Signed when it is sent, as Stripe does it."""
        thing = {"id": f"cs_test_{self.event_id}", "object": "checkout.session"}
        event = {"id": self.event_id, "type": "checkout.session.completed", "data": {"object": thing}}
        body = json.dumps(event, indent=2).encode()
        secret = "whsec_of_somebody_else" if self.sort == "forged" else WEBHOOK_SECRET
        at = int(time.time()) - (STALE if self.sort == "stale" else 0)
        mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        return load.request(
            "POST", "/v1/webhooks/stripe", body=body, more=f"Stripe-Signature: t={at},v1={mark}"
        )


def run(*, quick: bool) -> dict[str, object]:
    seconds = 15 if quick else 60
    letters = _letters(RATE * seconds)
    with stripe_server() as imitation, stack.running(_settings(imitation.site)) as running:
        trivial = load.run(running.port, 1, [load.request("GET", "/health")] * (300 if quick else 2000))
        _paced(running.port, _letters(2 * RATE, name="warm"))
        answered = _paced(running.port, letters)
        kept = _remembered()
    floor = figures.summary(trivial.times)
    print(figures.line("trivial request, 1 client", floor, rate=trivial.rate))
    wrong = [f"{sort}: {status}" for sort, status, _ in answered if status != EXPECTED[sort]]
    if wrong:
        raise SystemExit(f"{len(wrong)} answers were not as they should be: {Counter(wrong)}")
    genuine = sum(letter.sort == "genuine" for letter in letters)
    if kept != (genuine, genuine):
        raise SystemExit(f"{genuine} events were sent, and {kept} (events, tasks) remembered")
    return _told(answered, floor, seconds)


def _told(answered: Sequence[Answered], floor: dict[str, float], seconds: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for sort, status in EXPECTED.items():
        times = [took for kind, _, took in answered if kind == sort]
        summary, label = figures.summary(times), f"{sort}, answered {status}"
        found[sort] = {**summary, "count": len(times)}
        print(figures.line(label, summary, rate=len(times) / seconds))
    every = figures.summary([took for _, _, took in answered])
    print(figures.line("all webhooks", every, rate=len(answered) / seconds))
    ratio = round(every["p95_ms"] / floor["p95_ms"], 2)
    return {**found, "all": every, "trivial": floor, "per_second": RATE, "p95_to_trivial_p95": ratio}


def _settings(site: str) -> dict[str, str]:
    return {
        "BOOKMYTIME_PAYMENTS": "stripe",
        "BOOKMYTIME_STRIPE_URL": site,
        "STRIPE_SECRET_KEY": SECRET_KEY,
        "STRIPE_WEBHOOK_SECRETS": json.dumps([WEBHOOK_SECRET]),
    }


def _letters(count: int, *, name: str = "evt") -> list[Letter]:
    """In an order by chance, always the same one; what is replayed was sent genuinely before."""
    chance = Random(50)  # noqa: S311 - no secret
    made: list[Letter] = []
    sent: list[str] = []
    for number in range(count):
        sort = chance.choices(list(SHARES), list(SHARES.values()))[0]
        if sort == "replayed" and not sent:
            sort = "genuine"
        event_id = chance.choice(sent) if sort == "replayed" else f"{name}_{number:06}"
        sent += [event_id] if sort == "genuine" else []
        made.append(Letter(sort, event_id))
    return made


def _paced(port: int, letters: Sequence[Letter]) -> list[Answered]:
    """Send each at its moment."""
    began, turn = time.perf_counter() + 0.2, threading.Lock()
    answered: list[Answered] = []
    waiting = iter(enumerate(letters))

    def client() -> None:
        connection = Connection(port)
        while True:
            with turn:
                number, letter = next(waiting, (-1, None))
            if letter is None:
                break
            due = began + number / RATE
            time.sleep(max(0.0, due - time.perf_counter()))
            status = connection.send(letter.request()).status
            answered.append((letter.sort, status, time.perf_counter() - due))
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answered


def _remembered() -> tuple[int, int]:
    """Events and tasks of the measured stretch."""
    with statements() as connection:
        events = connection.scalar(text("SELECT count(*) FROM inbox WHERE event_id LIKE 'evt_%'"))
        tasks = connection.scalar(
            text(
                "SELECT count(*) FROM tasks WHERE actor = 'payments.apply_notice'"
                " AND args->>'event_id' LIKE 'evt_%'"
            )
        )
    return int(events or 0), int(tasks or 0)
