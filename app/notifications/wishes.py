"""What a person wants to be told, over which channels, and when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.notifications.kinds import ANNOUNCEMENTS, Channel, Kind
from app.notifications.quiet import Quiet

_LETTERS = (Channel.EMAIL, Channel.IN_APP)  # the first that is wanted is taken
_TEXTED = frozenset({Kind.BOOKING_REMINDER})  # without being asked for, once a number is proven


def choice(kind: str, channel: str) -> str:
    """How an opt-out or an opt-in is written down."""
    return f"{kind}:{channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The ways to a person beside mail: a proven number, and devices."""

    sms: bool = False
    push: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything, at any time, unless somebody says otherwise; texts alone have to be asked for."""

    muted: frozenset[str] = field(default_factory=frozenset)
    quiet: Quiet | None = None
    wanted: frozenset[str] = field(default_factory=frozenset)
    reach: Reach = field(default_factory=Reach)

    def wants(self, kind: str, channel: Channel) -> bool:
        chosen = choice(kind, channel)
        if chosen in self.muted or chosen in self.wanted:
            return chosen in self.wanted
        return channel is not Channel.SMS or kind in _TEXTED

    def channels(self, kind: Kind) -> tuple[Channel, ...]:
        """A mail is in the app too, so the app alone is for those who want no mail.

        What must be said is always mailed. What has a short form goes to phones and browsers besides.
        """
        told = ANNOUNCEMENTS[kind]
        if told.text_alone:
            return (Channel.SMS,)
        letters = [each for each in _LETTERS if not told.optional or self.wants(kind, each)]
        short = [
            channel
            for channel, there in ((Channel.SMS, self.reach.sms), (Channel.PUSH, self.reach.push))
            if told.brief and there and self.wants(kind, channel)
        ]
        return (*letters[:1], *short)


def wishes(
    muted: Sequence[str] | None,
    quiet: Quiet | None,
    wanted: Sequence[str] | None = None,
    reach: Reach | None = None,
) -> Wishes:
    return Wishes(frozenset(muted or ()), quiet, frozenset(wanted or ()), reach or Reach())
