"""What a person wants to be told, and when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.notifications.kinds import ANNOUNCEMENTS, Channel, Kind
from app.notifications.quiet import Quiet

CHANNELS = (Channel.EMAIL, Channel.IN_APP)  # the first that is wanted is taken


def muting(kind: str, channel: str) -> str:
    """How an opt-out is written down."""
    return f"{kind}:{channel}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything, at any time, unless somebody says otherwise. What must be said cannot be muted."""

    muted: frozenset[str] = field(default_factory=frozenset)
    quiet: Quiet | None = None

    def wants(self, kind: str, channel: Channel) -> bool:
        return muting(kind, channel) not in self.muted

    def channel(self, kind: Kind) -> Channel | None:
        """A mail is in the app too, so the app alone is for those who want no mail."""
        if not ANNOUNCEMENTS[kind].optional:
            return Channel.EMAIL
        return next((channel for channel in CHANNELS if self.wants(kind, channel)), None)


def wishes(muted: Sequence[str] | None, quiet: Quiet | None) -> Wishes:
    return Wishes(frozenset(muted or ()), quiet)
