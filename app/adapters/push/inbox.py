"""Notifications that never leave this machine: /dev/inbox shows them."""

from app.adapters.mail.inbox import notes
from app.adapters.push.encryption import demand_keys
from app.adapters.push.vapid import Vapid
from app.ports.push import Device, Nudge
from app.ports.receipts import Receipt


class LocalPush:
    """A device shows the later of two with one key."""

    def __init__(self, vapid: Vapid) -> None:
        self.public_key = vapid.public_key

    def send(self, device: Device, nudge: Nudge) -> Receipt:
        demand_keys(device)
        key = f"{nudge.key}:{device.auth}"
        note = notes.Note(
            channel="PUSH",
            key=key,
            recipient=device.endpoint,
            title=nudge.title,
            text=nudge.body,
            url=nudge.url,
        )
        notes.keep(note)
        return Receipt(key)
