"""All that one Microsoft consists of."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import orjson
from urllib3 import PoolManager
from urllib3.exceptions import HTTPError

from tests.servers.microsoft.books import Books, Json, Subscription
from tests.servers.oauth import OAuthDesk
from tests.servers.paypal.faults import Faults


@dataclass
class Town:
    desk: OAuthDesk = field(default_factory=lambda: OAuthDesk(rotates=True))
    books: Books = field(default_factory=Books)
    faults: Faults = field(default_factory=Faults)
    asked: list[str] = field(default_factory=list)
    page: int = 0
    url: str = ""
    silent: bool = False
    post: PoolManager = field(default_factory=lambda: PoolManager(retries=False))

    def written(self, calendar: str, event_id: str, body: Json, *, change: str = "updated") -> Json:
        event = self.books.write(calendar, event_id, body)
        for one in list(self.books.subscriptions.values()):
            if one.calendar == calendar and one.expires > self.desk.now() and not self.silent:
                told = {"id": event_id, "@odata.etag": event["@odata.etag"]}
                self.deliver(one, {"changeType": change, "resourceData": told})
        return event

    def deliver(self, subscription: Subscription, told: dict[str, Any], *, state: str | None = None) -> int:
        """One notification as Microsoft sends it. The status that came back, 0 for none."""
        notice = {
            "subscriptionId": subscription.id,
            "clientState": subscription.state if state is None else state,
            "subscriptionExpirationDateTime": subscription.expires.isoformat(),
            "tenantId": "a-tenant",
            **told,
        }
        headers = {"Content-Type": "application/json"}
        try:
            body = orjson.dumps({"value": [notice]})
            return self.post.request("POST", subscription.url, body=body, headers=headers).status
        except HTTPError:
            return 0

    def handshake(self, url: str) -> bool:
        """Whether an endpoint says back, as plain text, the word that it is told."""
        word = "a word & another+one"
        try:
            answer = self.post.request("POST", f"{url}?validationToken={quote(word)}")
        except HTTPError:
            return False
        plain = answer.headers.get("content-type", "").startswith("text/plain")
        return answer.status == 200 and plain and answer.data.decode() == word
