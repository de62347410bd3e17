"""One piece of work for each phase, brought to its gate; and what must have become of it in the end."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import psycopg

from app.db import ledger
from app.db.session import transaction
from app.operations import service as operations
from bench import load
from bench.stack import Stack
from tests.chaos.matrix import gates
from tests.chaos.matrix.keeper import Keeper
from tests.chaos.matrix.post import Post
from tests.patience import eventually

RETRYING, DEAD = "during a retry", "among the dead letters"
PHASES = (gates.ACCEPTED, gates.CLAIMED, gates.COMMITTING, gates.COMMITTED, gates.CALLING, RETRYING, DEAD)
HELD_WITHIN = 30.0
ASKED_FOR = 90.0


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who books, and where their mail goes."""

    token: str
    email: str


@dataclass
class Round:
    """The pieces of work of one row. `ends` say, a phase each, why the end is not good; nothing: it is."""

    number: int
    stack: Stack
    keeper: Keeper
    post: Post
    slots: Iterator[tuple[int, datetime]]
    clients: Sequence[Client]
    copies: int = 1
    ends: dict[str, Callable[[], str]] = field(default_factory=dict)
    _asking: list[threading.Thread] = field(default_factory=list)

    def prepare(self) -> None:
        """Bring each piece to its place, one after the other."""
        self._is_dead()
        self._retries()
        self._calls()
        self._commits(gates.COMMITTING, 3)
        self._commits(gates.COMMITTED, 4)
        self._is_claimed()
        self._is_accepted()

    def settle(self, *, within: float) -> Mapping[str, str]:
        """What is wrong with each phase once all had the time to come right; the dead one is called back."""
        self._replay()
        for thread in self._asking:
            thread.join(ASKED_FOR)
        deadline = time.monotonic() + within
        wrong = dict.fromkeys(PHASES, "not looked at")
        while any(wrong.values()) and time.monotonic() < deadline:
            threading.Event().wait(0.1)
            wrong = {phase: end() for phase, end in self.ends.items()}
        return wrong

    # The phases.

    def _is_accepted(self) -> None:
        answers: list[int] = []
        self.keeper.wants(gates.ACCEPTED, "bookings.reserve")
        self._ask(0, answers)
        self.keeper.holds(gates.ACCEPTED, "bookings.reserve", within=HELD_WITHIN)
        self.ends[gates.ACCEPTED] = lambda: self._booked(0) or ("" if answers else "the client has no answer")

    def _is_claimed(self) -> None:
        answers: list[int] = []
        self.keeper.wants(gates.CLAIMED, "bookings.reserve")
        self._ask(1, answers)
        self.keeper.holds(gates.CLAIMED, "bookings.reserve", within=HELD_WITHIN)
        self.ends[gates.CLAIMED] = lambda: self._booked(1)

    def _commits(self, phase: str, who: int) -> None:
        """A message is owed to both people of a booking; this is the commit that owes it."""
        self.keeper.wants(phase, "notifications.tell")
        booking_id = self._tell(who)
        self.keeper.holds(phase, "notifications.tell", within=HELD_WITHIN)
        self.ends[phase] = lambda: self._told(booking_id, who)

    def _calls(self) -> None:
        """A letter on its way to the mail server."""
        self.keeper.wants(gates.CALLING, self.clients[2].email)
        booking_id = self._tell(2)
        self.keeper.holds(gates.CALLING, self.clients[2].email, within=HELD_WITHIN)
        self.ends[gates.CALLING] = lambda: self._told(booking_id, 2, copies=self.copies)

    def _retries(self) -> None:
        """Sent away once, and waiting for its next try."""
        who = self.clients[5]
        self.post.refuses[who.email] = 1
        booking_id = self._tell(5)
        eventually(lambda: self.post.refuses[who.email] == 0, within=HELD_WITHIN)
        self.ends[RETRYING] = lambda: self._told(booking_id, 5)

    def _is_dead(self) -> None:
        """Sent away for the last time."""
        who = self.clients[6]
        self.post.refuses[who.email] = 1
        booking_id = self._tell(6, lasts=False)
        eventually(lambda: self._dead(booking_id), within=HELD_WITHIN)
        self.ends[DEAD] = lambda: self._told(booking_id, 6)

    # What happens to them, and what is to be seen.

    def _ask(self, who: int, answers: list[int]) -> None:
        """A client who asks, and asks again with the same key until somebody answers."""
        provider, start = next(self.slots)
        body = {
            "providerId": provider,
            "startTime": start.isoformat(),
            "endTime": (start + timedelta(minutes=30)).isoformat(),
            "notes": self._key(who),
        }
        more = f"Idempotency-Key: {self._key(who)}\r\nPrefer: respond-async"
        request = load.request(
            "POST", "/v1/bookings", token=self.clients[who].token, body=json.dumps(body).encode(), more=more
        )

        def asks() -> None:
            until = time.monotonic() + ASKED_FOR
            while not answers and time.monotonic() < until:
                try:
                    connection = load.Connection(self.stack.port)
                    answer = connection.send(request)
                    connection.close()
                except OSError:
                    answer = None
                if answer is not None and answer.status < 500:
                    answers.append(answer.status)
                else:
                    threading.Event().wait(0.1)

        thread = threading.Thread(target=asks, daemon=True)
        thread.start()
        self._asking.append(thread)

    def _tell(self, who: int, *, lasts: bool = True) -> int:
        """Owe the people of a booking of this client a message about it, as a change of it would."""
        booking_id = self._settled_booking(who)
        with transaction() as session:
            ledger.enqueue(
                session, "notifications.tell", kind="booking_moved", booking_id=booking_id, version=2
            )
        if not lasts:
            # One try alone, for the letter to this client.
            eventually(lambda: self._rows(_LAST_TRY, booking_id, self.clients[who].email), within=HELD_WITHIN)
        return booking_id

    def _settled_booking(self, who: int) -> int:
        """A confirmed booking, written straight into the tables."""
        provider, start = next(self.slots)
        [(booking_id,)] = self._rows(
            _BOOKING, provider, self.clients[who].email, start, start + timedelta(minutes=30), self._key(who)
        )
        found: int = booking_id
        return found

    def _booked(self, who: int) -> str:
        """Decided once, with its time."""
        rows = self._rows(_BOOKED, self._key(who))
        if len(rows) != 1:
            return f"{len(rows)} bookings"
        status, decided, times = rows[0]
        good = (status, decided, times) == ("CONFIRMED", 1, 1)
        return "" if good else f"{status}, decided {decided} times, has {times} times"

    def _told(self, booking_id: int, who: int, *, copies: int = 1) -> str:
        """One delivery to each of two people, sent; one mail, of which a copy may be allowed.

        Each time that the mail server kept it to itself that it took the mail explains one more copy.
        """
        rows = self._rows(_DELIVERIES, booking_id)
        if [status for _, status in rows] != ["SENT", "SENT"]:
            return f"deliveries {rows}"
        email = self.clients[who].email
        mails = self.post.to(email)
        if len(mails) != 1 or not 1 <= sum(mails.values()) <= copies + self.post.kept_from(email):
            return f"{list(mails.values())} copies"
        return ""

    def _dead(self, booking_id: int) -> bool:
        return bool(self._rows(_DEAD, booking_id))

    def _replay(self) -> None:
        """What an operator does once the cause is mended."""
        [(task_id,)] = eventually(lambda: self._rows(_ALL_TRIES), within=HELD_WITHIN)
        with transaction() as session:
            operations.replay(session, task_id)

    def _key(self, who: int) -> str:
        return f"matrix-{self.number}-{who}"

    def _rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.stack.settings.database_url, autocommit=True) as connection:
            return connection.execute(statement, values).fetchall()


_BOOKING = """
    INSERT INTO bookings (id, provider_id, client_id, offering_id, start_time, end_time, wall_start, zone,
        tz_version, client_timezone, status, payment_required, amount_minor, currency, cancel_free_hours,
        cancel_late_percent, notes, version)
    SELECT (random() * 899999999999)::bigint + 100000000000, o.provider_id, u.id, o.id, its.start, its.end,
        its.start, 'UTC', '-', 'UTC', 'CONFIRMED', false, 0, o.currency, 24, 0, its.note, 2
    FROM (SELECT %s::bigint AS provider, %s::text AS email, %s::timestamptz AS start, %s::timestamptz AS end,
        %s::text AS note) AS its
    JOIN offerings o ON o.provider_id = its.provider JOIN users u ON u.email = its.email
    RETURNING id
"""
_BOOKED = """
    SELECT b.status, (SELECT count(*) FROM booking_events e WHERE e.booking_id = b.id AND e.version = 2),
        (SELECT count(*) FROM occupancies o WHERE o.booking_id = b.id AND o.active)
    FROM bookings b WHERE b.notes = %s
"""
_DELIVERIES = "SELECT user_id, status FROM notifications WHERE booking_id = %s ORDER BY id"
_LAST_TRY = """
    UPDATE tasks SET max_attempts = 1
    WHERE actor = 'notifications.send' AND state IN ('ready', 'running')
      AND (args ->> 'delivery_id')::bigint IN (
        SELECT n.id FROM notifications n JOIN users u ON u.id = n.user_id
        WHERE n.booking_id = %s AND u.email = %s)
    RETURNING id
"""
_DEAD = """
    SELECT t.id FROM tasks t JOIN notifications n ON n.id = (t.args ->> 'delivery_id')::bigint
    WHERE t.actor = 'notifications.send' AND t.state = 'dead' AND n.booking_id = %s
"""
_ALL_TRIES = "UPDATE tasks SET max_attempts = 20 WHERE state = 'dead' RETURNING id"
