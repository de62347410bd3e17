"""Slowing down those who guess promo codes, wherever a code can be tried."""

from app.http import auth
from app.http.rate_limits import address, hit
from app.ports.limits import Quota

TRIES = Quota("promo-codes", 30, 60 * 60, closed=True)


def one_try() -> None:
    """Count one code that is tried, by the account or else by the address. Raises RateLimited."""
    user_id = auth.viewer()
    hit(TRIES, f"user:{user_id}" if user_id else f"address:{address()}")
