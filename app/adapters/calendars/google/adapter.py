"""The calendars port over Google Calendar: OAuth with PKCE, sync tokens, push channels."""

from collections.abc import Mapping, Sequence

from app.adapters.calendars.google.account import GoogleAccount
from app.adapters.calendars.rest import Api, Application, OAuth, pool
from app.ports.calendars import BadNotice, Credentials, Notice, Renewed
from app.ports.clock import Clock

# The list of calendars, and the events in them: nothing smaller serves both, by Google's own document.
SCOPES = (
    "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
    "https://www.googleapis.com/auth/calendar.events",
)
_API, _PATH = "https://www.googleapis.com", "/calendar/v3"
_ACCOUNTS = "https://accounts.google.com"
_TOKENS = "https://oauth2.googleapis.com"
_HEADS = ("x-goog-channel-id", "x-goog-channel-token", "x-goog-message-number")


class GoogleCalendars:
    kind = "google"
    pushes = True
    writes = True

    def __init__(
        self, client_id: str, client_secret: str, clock: Clock, *, elsewhere: str | None = None
    ) -> None:
        """`elsewhere` is an imitation, which does everything at one address."""
        self._url, self._pool = f"{elsewhere or _API}{_PATH}", pool()
        tokens = elsewhere or _TOKENS
        self._revoking = f"{tokens}/revoke"
        application = Application(
            company="Google",
            client_id=client_id,
            client_secret=client_secret,
            authorize_url=f"{elsewhere or _ACCOUNTS}/o/oauth2/v2/auth",
            token_url=f"{tokens}/token",
            scopes=SCOPES,
            # A refresh token comes with the first consent alone, unless it is asked for anew.
            extra={"access_type": "offline", "prompt": "consent"},
        )
        self.consent = OAuth(application, clock, self._pool)

    def account(self, credentials: Credentials, renewed: Renewed) -> GoogleAccount:
        api = Api(self._url, self.consent, self._pool, credentials, renewed)
        return GoogleAccount(api, self._pool, revoking=self._revoking)

    def notices(self, headers: Mapping[str, str], body: bytes) -> Sequence[Notice]:
        """Everything stands in the headers. The first message of a channel only says that it works."""
        del body
        told = {name.lower(): value for name, value in headers.items()}
        channel, secret, number = (told.get(name, "") for name in _HEADS)
        if not (channel and secret and number.isascii() and number.isdigit()):
            raise BadNotice("a notification of Google names its channel, token and number")
        if told.get("x-goog-resource-state") == "sync":
            return []
        return [Notice(event_id=f"{channel}:{number}", channel=channel, secret=secret)]
