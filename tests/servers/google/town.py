"""All that one Google consists of."""

from dataclasses import dataclass, field
from typing import Any

from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from tests.servers.google import books
from tests.servers.google.books import Books, Calendar, Watch
from tests.servers.oauth import OAuthDesk
from tests.servers.paypal.faults import Faults


@dataclass
class Town:
    """`asked`: every call. `misfits`: what Google's document does not allow. `page`: items on one page."""

    desk: OAuthDesk = field(default_factory=OAuthDesk)
    books: Books = field(default_factory=Books)
    faults: Faults = field(default_factory=Faults)
    asked: list[str] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    page: int = 0
    url: str = ""
    silent: bool = False  # notifications get lost
    post: PoolManager = field(default_factory=lambda: PoolManager(retries=False))

    def written(self, calendar: Calendar, event_id: str, body: dict[str, Any]) -> dict[str, Any]:
        """Write an event, and tell who watches."""
        event = books.write(calendar, event_id, body)
        for watch in list(self.books.watches.values()):
            if watch.calendar == calendar.id and watch.expires > self.desk.now():
                self.tell(watch, "exists")
        return event

    def tell(self, watch: Watch, state: str) -> None:
        watch.sent += 1
        if not self.silent:
            self.deliver(watch, state, watch.sent)

    def deliver(self, watch: Watch, state: str, number: int, *, token: str | None = None) -> int:
        """One notification as Google sends it. The status that came back, 0 for none."""
        headers = {
            "X-Goog-Channel-ID": watch.id,
            "X-Goog-Channel-Token": watch.token if token is None else token,
            "X-Goog-Message-Number": str(number),
            "X-Goog-Resource-ID": watch.resource,
            "X-Goog-Resource-State": state,
        }
        try:
            return self.post.request("POST", watch.address, headers=headers).status
        except HTTPError:
            return 0
