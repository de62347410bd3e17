"""Dead tasks become dead letters in Dramatiq too, where its tools show them."""

from typing import Any

from dramatiq.broker import Broker, MessageProxy
from dramatiq.middleware import Middleware


class Buried(Exception):  # noqa: N818 - reads as what it is
    """The task of this message is dead in the ledger."""


class DeadLetters(Middleware):
    """Rejects the message of a dead task. Other failures are acknowledged: their retry is a later ring."""

    @property
    def actor_options(self) -> set[str]:
        return {"throws"}

    def after_process_message(
        self,
        broker: Broker,
        message: MessageProxy,
        *,
        result: Any = None,
        exception: BaseException | None = None,
    ) -> None:
        del broker, result
        if isinstance(exception, Buried):
            message.fail()
