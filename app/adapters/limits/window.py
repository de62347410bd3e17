"""A moving window by the `limits` library: what it is called, and how its state reads as a verdict."""

import math
import time

from limits import RateLimitItem, RateLimitItemPerSecond

from app.ports.limits import Quota, Verdict

PREFIX = "bookmytime.limits"


def item(quota: Quota) -> RateLimitItem:
    return RateLimitItemPerSecond(quota.amount, quota.seconds, namespace=quota.name)


def verdict(quota: Quota, *, allowed: bool, used: int, oldest: float) -> Verdict:
    """`oldest` is when the first request still counted came: when it leaves the window, there is room."""
    left = quota.seconds - (time.time() - oldest)
    reset = min(quota.seconds, max(1, math.ceil(left)))
    return Verdict(allowed, quota.amount, max(0, quota.amount - used), reset)
