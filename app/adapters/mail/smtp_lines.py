"""Connections to a mail server that are kept for the next letter: most of the time goes into making one."""

import contextlib
import select
import smtplib
import threading
import time

LONGEST_IDLE = 5.0  # seconds; mail servers hang up on those who are silent for minutes
MOST_LETTERS = 100  # over one connection: some servers take no more


class Line:
    """One connection, and how much it has been used."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self.smtp = smtp
        self.letters = 0
        self.idle_since = time.monotonic()

    @property
    def usable(self) -> bool:
        """Not worn, and the other side is still there: one that hung up has said so. No round trip."""
        if self.worn or self.smtp.sock is None:
            return False
        readable = select.poll()
        readable.register(self.smtp.sock.fileno(), select.POLLIN)
        return not readable.poll(0)

    @property
    def worn(self) -> bool:
        return self.letters >= MOST_LETTERS or time.monotonic() - self.idle_since > LONGEST_IDLE

    def close(self) -> None:
        """A polite end is tried; nothing depends on it."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            self.smtp.quit()
        self.smtp.close()


class Lines:
    """The connections of a process: each thread takes one of its own, the last one used first."""

    def __init__(self) -> None:
        self._idle: list[Line] = []
        self._turn = threading.Lock()

    def take(self) -> Line | None:
        """One that stands ready, if there is one."""
        while True:
            with self._turn:
                line = self._idle.pop() if self._idle else None
            if line is None or line.usable:
                return line
            line.close()

    def give_back(self, line: Line) -> None:
        line.letters += 1
        line.idle_since = time.monotonic()
        with self._turn:
            self._idle.append(line)
            worn = [each for each in self._idle if each.worn]
            self._idle = [each for each in self._idle if each not in worn]
        for each in worn:
            each.close()

    def __del__(self) -> None:
        for line in self._idle:
            line.smtp.close()
