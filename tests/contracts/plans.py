"""Plans and wishes for them."""

from typing import Any

from app.kernel.ids import public_number
from app.ports.subscriptions import Terms, Wish


def a_plan(**terms: Any) -> Terms:
    usual = {"code": "studio", "name": "Studio", "price_minor": 1000, "currency": "EUR", "interval": "month"}
    return Terms(**usual | terms)


def a_wish(price: str, *, trial_days: int = 0) -> Wish:
    number = public_number()
    return Wish(
        key=f"plan:{number}:1",
        provider_id=number,
        price=price,
        trial_days=trial_days,
        success_url="https://book.example/done",
        cancel_url="https://book.example/left",
    )
