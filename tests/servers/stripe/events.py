"""What happened, as Stripe's events with the object as it was at that moment."""

from tests.servers.stripe.books import Books, Thing
from tests.servers.stripe.messenger import Messenger
from tests.servers.stripe.render import shown

VERSION = "2026-10-28.endive"


class Chronicle:
    """Writes events down and hands them to the messenger."""

    def __init__(self, books: Books, messenger: Messenger) -> None:
        self._books = books
        self.messenger = messenger

    def tell(self, kind: str, thing: Thing) -> Thing:
        event = self._books.add(
            "event",
            type=kind,
            api_version=VERSION,
            pending_webhooks=1,
            data={"object": shown(self._books, thing)},
        )
        self.messenger.take(event)
        return event
