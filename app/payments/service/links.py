"""Our own payment link: opened without signing in, so it carries a signature."""

from app.kernel import signing
from app.ports import ports


def pay_link(payment_id: int) -> str:
    """Where a client pays. It is good for as long as the payment is, and harmless afterwards."""
    return ports().site.link(f"/pay/{payment_id}/{signing.signature(_key(), str(payment_id))}")


def genuine_link(payment_id: int, signature: str) -> bool:
    return signing.genuine(_key(), str(payment_id), signature)


def _key() -> bytes:
    return signing.key_for(ports().site.secret, "pay-link")
