"""The name that a message bears outside: companies give it back when they tell what became of it."""

from app.kernel import signing
from app.notifications.models import Delivery
from app.ports import ports

_PROOF = 22


def key_of(delivery: Delivery) -> str:
    """The same at each retry, and of no other message ever: numbers begin anew with each new database."""
    return f"{delivery.id}.{_proof(ports().site.keys('message-id')[0], delivery)}"


def number_of(key: str) -> int | None:
    """The delivery that a key may belong to."""
    number = key.partition(".")[0]
    return int(number) if number.isdecimal() and len(number) < 16 else None  # noqa: PLR2004 - of our ids


def belongs(key: str, delivery: Delivery) -> bool:
    """Whether we gave this key to this delivery, under the present secret or an earlier one."""
    proofs = (_proof(each, delivery) for each in ports().site.keys("message-id"))
    return any(key == f"{delivery.id}.{proof}" for proof in proofs)


def _proof(key: bytes, delivery: Delivery) -> str:
    text = f"{delivery.id}:{delivery.dedupe_key}:{delivery.created_at.isoformat()}"
    return signing.signature(key, text)[:_PROOF]
