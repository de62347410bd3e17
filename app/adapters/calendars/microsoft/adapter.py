"""The calendars port over Microsoft Graph: OAuth with PKCE, delta queries, change notifications."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from app.adapters.calendars.microsoft.account import MicrosoftAccount
from app.adapters.calendars.rest import Api, Application, OAuth, pool
from app.ports.calendars import BadNotice, Credentials, Notice, Renewed
from app.ports.clock import Clock

_API, _LOGIN = "https://graph.microsoft.com", "https://login.microsoftonline.com"
SCOPES = ("offline_access", "https://graph.microsoft.com/Calendars.ReadWrite")


class MicrosoftCalendars:
    kind = "microsoft"
    pushes = True
    writes = True

    def __init__(
        self, client_id: str, client_secret: str, clock: Clock, *, elsewhere: str | None = None
    ) -> None:
        """`elsewhere` is an imitation, which does everything at one address."""
        self._url, self._pool = f"{elsewhere or _API}/v1.0", pool()
        login = f"{elsewhere or _LOGIN}/common/oauth2/v2.0"
        application = Application(
            company="Microsoft",
            client_id=client_id,
            client_secret=client_secret,
            authorize_url=f"{login}/authorize",
            token_url=f"{login}/token",
            scopes=SCOPES,
            extra={"response_mode": "query", "prompt": "select_account"},
        )
        self.consent = OAuth(application, clock, self._pool)

    def account(self, credentials: Credentials, renewed: Renewed) -> MicrosoftAccount:
        api = Api(self._url, self.consent, self._pool, credentials, renewed)
        return MicrosoftAccount(api, self._url)

    def notices(self, headers: Mapping[str, str], body: bytes) -> Sequence[Notice]:
        """Several may come at once, of several subscriptions."""
        del headers
        try:
            return [_notice(one) for one in _listed(orjson.loads(body)["value"])]
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
            raise BadNotice("no change notification of Microsoft's") from error


def _listed(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError("notices come in a list")
    return told


def _notice(told: dict[str, Any]) -> Notice:
    """They bear no number. What they say of the changed thing tells a repeat from another change."""
    channel, secret = told["subscriptionId"], told.get("clientState") or ""
    if not isinstance(channel, str) or not isinstance(secret, str):
        raise TypeError("names are words")
    lifecycle = told.get("lifecycleEvent")
    what = orjson.dumps(
        [lifecycle, told.get("changeType"), told.get("resourceData")], option=orjson.OPT_SORT_KEYS
    )
    digest = hashlib.sha256(what).hexdigest()[:32]
    return Notice(event_id=f"{channel}:{digest}", channel=channel, secret=secret, renew=lifecycle is not None)
