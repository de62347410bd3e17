"""All that one PayPal consists of."""

from dataclasses import dataclass, field
from datetime import timedelta

from tests.servers.paypal.authority import authority, signing_key
from tests.servers.paypal.books import Books
from tests.servers.paypal.faults import Faults
from tests.servers.paypal.gate import Gate
from tests.servers.paypal.post import Post
from tests.servers.paypal.repeats import Repeats

CLIENT_ID, SECRET, WEBHOOK_ID = "client", "a secret of the tests", "8PT597110X687430LKGECATA"


@dataclass
class Town:
    """`certificate` is what stands at the address that webhooks name; `asked` every call, in its order."""

    books: Books = field(default_factory=Books)
    faults: Faults = field(default_factory=Faults)
    gate: Gate = field(default_factory=lambda: Gate(CLIENT_ID, SECRET))
    repeats: Repeats = field(default_factory=Repeats)
    reporting_delay: timedelta = timedelta()
    certificate: bytes = field(default_factory=lambda: authority().chain(signing_key()))
    asked: list[str] = field(default_factory=list)
    post: Post = field(init=False)

    def __post_init__(self) -> None:
        self.post = Post(self.books, WEBHOOK_ID)
