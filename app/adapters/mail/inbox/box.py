"""The adapter: hands mail over to the table that the page reads."""

from sqlalchemy.dialects.postgresql import insert

from app.adapters.mail import mime
from app.adapters.mail.inbox.models import InboxMail
from app.db.session import statements
from app.ports.clock import Clock
from app.ports.mail import Letter, Receipt


class LocalInbox:
    """Twice the same key is one mail: the later copy counts, as its one-time link works."""

    def __init__(self, *, sender: str, clock: Clock) -> None:
        self._sender = sender
        self._clock = clock

    def send(self, letter: Letter) -> Receipt:
        message = mime.build(letter, sender=self._sender, now=self._clock.now())
        row = {
            "recipient": mime.recipient(letter).addr_spec,
            "subject": mime.one_line(letter.subject),
            "mime": message.as_bytes(),
        }
        keep = insert(InboxMail).values(message_id=message["Message-ID"], **row)
        with statements() as connection:
            connection.execute(keep.on_conflict_do_update(index_elements=["message_id"], set_=row))
        return Receipt(message["Message-ID"])
