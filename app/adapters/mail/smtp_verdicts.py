"""What an SMTP failure means for a letter: one table, by what was asked and what was answered."""

import re
import smtplib
from dataclasses import dataclass
from enum import Enum, auto

from app.kernel.errors import OutsideError, PermanentError, TransientError
from app.ports.receipts import Unreachable


class Stage(Enum):
    """What the server was asked when it said no."""

    HELLO = auto()  # connect, EHLO, STARTTLS, AUTH: says nothing of this letter
    SENDER = auto()
    RECIPIENT = auto()
    CONTENT = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    stages: frozenset[Stage]
    lowest: int
    highest: int
    error: type[OutsideError]


_ANY = frozenset(Stage)

# First match wins. RFC 5321 §4.2 and §4.5.3.1.10 (552 for a recipient means 452).
TABLE = (
    Verdict(frozenset({Stage.HELLO}), 0, 999, TransientError),
    Verdict(frozenset({Stage.SENDER}), 530, 535, TransientError),  # our own sign-in is at fault
    Verdict(frozenset({Stage.RECIPIENT}), 552, 552, TransientError),
    Verdict(_ANY, 500, 599, PermanentError),
    Verdict(_ANY, 0, 999, TransientError),
)

_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")
# No such mailbox, host or syntax; moved to nowhere; a domain that takes no mail (RFC 3463, RFC 7505).
_NOBODY = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})


def verdict(stage: Stage, code: int) -> type[OutsideError]:
    return next(row.error for row in TABLE if stage in row.stages and row.lowest <= code <= row.highest)


def failure_of(error: Exception) -> OutsideError:
    """Our error for smtplib's. It carries codes alone: a server's words repeat the person's address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _judged(Stage.RECIPIENT, code, text)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return PermanentError("the mail server does not take addresses with such letters")
    if isinstance(error, smtplib.SMTPResponseException):
        return _judged(_stage_of(error), error.smtp_code, error.smtp_error)
    return TransientError(f"the mail server cannot be reached: {type(error).__name__}")


def _stage_of(error: smtplib.SMTPResponseException) -> Stage:
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Stage.SENDER
    if isinstance(error, smtplib.SMTPDataError):
        return Stage.CONTENT
    return Stage.HELLO


def _judged(stage: Stage, code: int, text: bytes | str) -> OutsideError:
    found = _ENHANCED.search(text if isinstance(text, bytes) else text.encode())
    detail = found[0].decode() if found else ""
    words = " ".join(filter(None, (f"SMTP {code}", detail, f"at {stage.name.lower()}")))
    judged = verdict(stage, code)
    return Unreachable(words) if judged is PermanentError and detail in _NOBODY else judged(words)
