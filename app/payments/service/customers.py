"""The people whose cards a company keeps: asked for once, before the first checkout that keeps one."""

from dataclasses import replace

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.payments import queries
from app.payments.models import Customer
from app.ports.payments import Order


def wants_customer(order: Order) -> bool:
    """Whether the company must be asked for a customer before this order is."""
    return (order.keeps_card or order.saves_card) and order.customer is None


def customer_key(user_id: int) -> str:
    """The idempotency key under which a company is asked for a customer."""
    return f"cus:{user_id}"


def record_customer(session: Session, user_id: int, order: Order, *, company: str, reference: str) -> Order:
    """Write down what the company calls a person; the order with it. Whoever was first stays."""
    row = {"user_id": user_id, "company": company, "reference": reference}
    session.execute(insert(Customer).values(row).on_conflict_do_nothing())
    return replace(order, customer=queries.customer(session, user_id, company=company))
