"""Asking a company for a checkout, and for the customer whose card it will keep. For edges alone."""

from app.db.session import reading, transaction
from app.payments import queries
from app.payments.service.customers import customer_key, record_customer, wants_customer
from app.ports import ports
from app.ports.payments import Charge, Order


def open_checkout(company: str, order: Order) -> Charge:
    """The hosted checkout of an order. Twice is harmless: each question has a key of its own."""
    if wants_customer(order):
        order = _with_customer(company, order)
    return ports().company(company).open_checkout(order)


def _with_customer(company: str, order: Order) -> Order:
    vault = ports().vault_of(company)
    if vault is None:  # it was taken away: the order fails at the company, by its name
        return order
    with reading() as session:
        user_id = queries.client_of(session, order.payment_id)
    reference = vault.open_customer(user_id, key=customer_key(user_id))
    with transaction() as session:
        return record_customer(session, user_id, order, company=company, reference=reference)
