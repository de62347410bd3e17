"""Our own payment link: opened without signing in, so it carries a signature."""

from app.kernel import signing
from app.ports import ports


def pay_link(payment_id: int) -> str:
    """Where a client pays. It is good for as long as the payment is, and harmless afterwards."""
    return ports().site.link(f"/pay/{payment_id}/{signing.signature(_keys()[0], str(payment_id))}")


def genuine_link(payment_id: int, signature: str) -> bool:
    return any(signing.genuine(key, str(payment_id), signature) for key in _keys())


def _keys() -> tuple[bytes, ...]:
    return ports().site.keys("pay-link")
