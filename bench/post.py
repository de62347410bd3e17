"""A mail server for benchmarks: takes everything, answers each mail after so many milliseconds, keeps a list.

As lean as it can be, since it shares the machine with what is measured: about 0.2 ms of a core for a mail.
"""

import asyncio
import json
import multiprocessing
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import Any

_ID = re.compile(rb"^Message-ID: *<([^>]+)>", re.IGNORECASE | re.MULTILINE)


class _Line(asyncio.Protocol):
    """One connection: commands a line each, and the mail until its lone dot."""

    def __init__(self, taken: list[tuple[float, str]], pace: list[float]) -> None:
        self._taken, self._pace = taken, pace
        self._rest, self._in_mail = b"", False

    def connection_made(self, transport: Any) -> None:
        self._out = transport
        self._out.write(b"220 bench\r\n")

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while self._step():
            pass

    def _step(self) -> bool:
        end = b"\r\n.\r\n" if self._in_mail else b"\r\n"
        head, found, rest = self._rest.partition(end)
        if not found:
            return False
        self._rest = rest
        if self._in_mail:
            self._in_mail = False
            asyncio.get_running_loop().call_later(self._pace[-1], self._take, head)
        else:
            self._answer(head[:4].upper())
        return True

    def _take(self, mail: bytes) -> None:
        name = _ID.search(mail)
        self._taken.append((time.time(), name[1].decode() if name else "?"))
        self._out.write(b"250 taken\r\n")

    def _answer(self, verb: bytes) -> None:
        self._in_mail = verb == b"DATA"
        said = {
            b"EHLO": b"250-bench\r\n250 SIZE 10000000\r\n",
            b"DATA": b"354 go on\r\n",
            b"QUIT": b"221 bye\r\n",
        }
        self._out.write(said.get(verb, b"250 ok\r\n"))
        if verb == b"QUIT":
            self._out.close()


def _serve(line: Connection, over: Event, seconds: float) -> None:
    async def main() -> None:
        taken: list[tuple[float, str]] = []
        pace = [seconds]
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Line(taken, pace), "127.0.0.1", 0, backlog=256)
        line.send(server.sockets[0].getsockname()[1])
        while not over.is_set():
            await asyncio.sleep(0.1)
            if line.poll():
                asked = line.recv()
                if asked is None:
                    line.send(json.dumps(taken))
                else:
                    pace.append(asked)

    asyncio.run(main())


class Post:
    """What a benchmark holds of it."""

    def __init__(self, port: int, line: Connection) -> None:
        self.port, self._line = port, line

    def answer_after(self, seconds: float) -> None:
        """From now on, for mails that come."""
        self._line.send(seconds)

    def taken(self) -> list[tuple[float, str]]:
        """When each mail was taken, and its Message-ID."""
        self._line.send(None)
        return [(at, name) for at, name in json.loads(self._line.recv())]


@contextmanager
def serving(seconds: float) -> Iterator[Post]:
    """In a process of its own."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    over = context.Event()
    process = context.Process(target=_serve, args=(there, over, seconds), daemon=True)
    process.start()
    try:
        yield Post(here.recv(), here)
    finally:
        over.set()
        process.join(5)
        process.kill()
