"""Gates inside of our processes: whoever comes to one asks the keeper, and waits where it is kept.

Only the processes of the matrix have them; the product knows nothing of gates.
"""

import json
import os
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.ports import install, ports
from app.ports.mail import Letter, Receipt
from app.ports.tasks import Bell, Ring
from workers.actor import Actor

ACCEPTED, CLAIMED, COMMITTING, COMMITTED, CALLING = (
    "after accept",
    "after claim",
    "before commit",
    "after commit, before the message is done",
    "during the outside call",
)
ADDRESS, CLOCK = "CHAOS_GATES", "CHAOS_CLOCK"  # variables of the environment
_working = threading.local()


def gate(phase: str, what: str) -> None:
    """Pass, or wait until the keeper lets go. A keeper who is gone keeps nobody."""
    host, _, port = os.environ[ADDRESS].partition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=5) as line:
            line.sendall(json.dumps({"phase": phase, "what": what, "pid": os.getpid()}).encode() + b"\n")
            line.settimeout(None)
            line.recv(1)
    except OSError:
        return


def gated(actor: Actor) -> Actor:
    """The same actor with a gate after the claim, and with commits that know whose they are."""
    name = actor.kind.name

    def entering(work: Callable[..., None]) -> Callable[..., None]:
        def entered(*args: Any, **kwargs: Any) -> None:
            _working.actor = name
            gate(CLAIMED, name)
            try:
                work(*args, **kwargs)
            finally:
                _working.actor = None

        return entered

    together = None if actor.together is None else entering(actor.together)
    return replace(actor, work=entering(actor.work), together=together)


def watch_commits() -> None:
    """Gates around the commits of actors."""

    def pass_by(phase: str) -> Callable[[Session], None]:
        def passing(session: Session) -> None:
            del session
            if (name := getattr(_working, "actor", None)) is not None:
                gate(phase, name)

        return passing

    event.listen(Session, "before_commit", pass_by(COMMITTING))
    event.listen(Session, "after_commit", pass_by(COMMITTED))


class GatedBell:
    """A gate between the commit and the ring."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell

    def ring(self, rings: Sequence[Ring]) -> bool:
        for each in rings:
            gate(ACCEPTED, each.actor)
        return self._bell.ring(rings)

    def answers(self) -> bool:
        return self._bell.answers()


class GatedMail:
    """A gate in the middle of handing over."""

    def __init__(self, mail: Any) -> None:
        self._mail = mail

    def send(self, letter: Letter) -> Receipt:
        gate(CALLING, letter.to)
        receipt: Receipt = self._mail.send(letter)
        return receipt


class SkewedClock:
    """The machine's clock, wrong by what a file says."""

    def __init__(self) -> None:
        self._file = Path(os.environ[CLOCK])

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self._file.read_text() or 0))


def fit() -> None:
    """Give this process, whose ports are installed, its gates and its clock."""
    mine = ports()
    install(replace(mine, clock=SkewedClock(), mail=GatedMail(mine.mail), bell=GatedBell(mine.bell)))
