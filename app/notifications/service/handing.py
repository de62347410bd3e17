"""Handing a message over to the outside. No transaction is open meanwhile."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from app.kernel.errors import PermanentError, TransientError
from app.notifications.service.packing import Nudges, Parcel
from app.ports import ports
from app.ports.mail import Letter
from app.ports.receipts import Receipt, Unreachable, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it: a `reference`, or why it was `refused` for good. `why`: nothing reaches the address.

    Of devices, `shown` have it and `gone` have ended; `again` says why some must be tried once more.
    """

    reference: str | None = None
    refused: str | None = None
    why: Why | None = None
    shown: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    again: str | None = None


_AT_ONCE = 32  # threads, and so connections to one mail server: Postfix takes 50 from a client
_threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="handing")


def hand_over_all(parcels: Mapping[int, Parcel]) -> Mapping[int, Outcome | Exception]:
    """Several at the same time, since nearly all of it is waiting. What went wrong stands in its place."""
    tries = {number: _threads.submit(hand_over, parcel) for number, parcel in parcels.items()}
    return {number: _end(each) for number, each in tries.items()}


def _end(trying: Future[Outcome]) -> Outcome | Exception:
    error = trying.exception()
    if error is None:
        return trying.result()
    if isinstance(error, Exception):
        return error
    raise error


def hand_over(parcel: Parcel) -> Outcome:
    """Raises TransientError: nobody took it; try again later."""
    if isinstance(parcel, Nudges):
        return _to_devices(parcel)
    try:
        receipt = ports().mail.send(parcel) if isinstance(parcel, Letter) else _texted(parcel)
    except Unreachable as error:
        return Outcome(refused=str(error), why=error.why)
    except PermanentError as error:
        return Outcome(refused=str(error))
    return Outcome(reference=receipt.reference)


def _texted(parcel: "Parcel") -> Receipt:
    sms = ports().sms
    if sms is None or isinstance(parcel, Letter | Nudges):
        raise PermanentError("this site sends no texts")
    return sms.send(parcel)


@dataclass(slots=True)
class _Tally:
    shown: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    refused: str | None = None
    again: str | None = None
    reference: str | None = None


def _to_devices(parcel: Nudges) -> Outcome:
    """Each device for itself: one that fails does not keep the others waiting, nor make them repeat it."""
    tally, push = _Tally(), ports().push
    if push is None:
        return Outcome(refused="this site sends no notifications")
    for number, device in parcel.devices.items():
        try:
            tally.reference = push.send(device, parcel.nudge).reference
            tally.shown.append(number)
        except Unreachable:
            tally.gone.append(number)
        except PermanentError as error:
            tally.refused = str(error)
        except TransientError as error:
            tally.again = str(error)
    reached = tally.shown or not parcel.devices
    return Outcome(
        reference=tally.reference or (parcel.nudge.key if reached else None),
        refused=None if reached else tally.refused or "every device is gone",
        shown=tuple(tally.shown),
        gone=tuple(tally.gone),
        again=tally.again,
    )
