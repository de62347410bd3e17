"""What the payment company would report, put straight into a booking's payment."""

from typing import Any

from app.bookings import queries
from app.bookings.service import payment_changed
from app.db.session import database_now, transaction
from app.kernel.ids import public_number
from app.payments import queries as payment_queries
from app.payments.models import Payment
from app.payments.service.changing import change
from tests.api import execute


def payment(booking_id: int) -> dict[str, Any]:
    """The latest payment of a booking."""
    row = execute(
        "SELECT row_to_json(p) FROM payments p WHERE booking_id = :id ORDER BY created_at DESC LIMIT 1",
        id=booking_id,
    )
    return dict(row)


def opened(booking_id: int) -> None:
    """The client has opened the checkout: from here on the company may take money."""
    execute(
        "UPDATE payments SET status = 'OPEN', asked_at = now(), company_reference = :reference,"
        " version = version + 1 WHERE booking_id = :id AND status = 'CREATING'",
        id=booking_id,
        reference=f"sb_{public_number()}",
    )


def becomes(booking_id: int, status: str) -> None:
    """The company says how the living payment stands now, and the booking hears of it."""
    with transaction() as session:
        queries.locked(session, booking_id)
        alive = payment_queries.locked_alive(session, booking_id)
        assert alive is not None
        captured = alive.amount_minor if status == "CAPTURED" else alive.captured_minor
        changed = change(session, alive, status=status, captured_minor=captured)
        payment_changed(session, changed, now=database_now(session))


def heard_again(booking_id: int, payment_id: int | None = None) -> None:
    """The same news once more, of the latest payment unless another is named."""
    with transaction() as session:
        old = session.get(Payment, payment_id or payment(booking_id)["id"])
        assert old is not None
        payment_changed(session, old, now=database_now(session))


def refunds(booking_id: int) -> list[int]:
    """Minor units of each refund that a booking's payments owe."""
    amounts = execute(
        "SELECT coalesce(json_agg(r.amount_minor ORDER BY r.created_at), '[]') FROM refunds r"
        " JOIN payments p ON p.id = r.payment_id WHERE p.booking_id = :id",
        id=booking_id,
    )
    return list(amounts)


def ordered(actor: str, booking_id: int) -> int:
    """How many tasks of one kind stand for a booking's payments."""
    count: int = execute(
        "SELECT count(*) FROM tasks t JOIN payments p ON p.id = (t.args->>'payment_id')::bigint"
        " WHERE t.actor = :actor AND p.booking_id = :id",
        actor=actor,
        id=booking_id,
    )
    return count
