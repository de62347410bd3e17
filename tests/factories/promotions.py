"""A promo code of each provider, a package, and one that was bought and paid."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_ROWS = (
    """
    INSERT INTO promo_codes (provider_id, code, percent, valid_from, max_redemptions)
    SELECT id, 'WELCOME', 10, now() - interval '1 day', 1000 FROM providers WHERE deleted_at IS NULL
    """,
    """
    INSERT INTO packages (provider_id, offering_id, title, credits, price_minor, currency, valid_months)
    SELECT DISTINCT ON (provider_id) provider_id, id, 'Five at once', 5, 20000, currency, 12
    FROM offerings WHERE active AND deleted_at IS NULL ORDER BY provider_id, position, id
    """,
    """
    INSERT INTO package_purchases (id, package_id, provider_id, client_id, offering_id, title, credits,
        price_minor, currency, valid_months, status, expires_at)
    SELECT 700000000000 + p.id, p.id, p.provider_id, u.id, p.offering_id, p.title, p.credits, p.price_minor,
        p.currency, p.valid_months, 'ACTIVE', now() + interval '1 year'
    FROM packages p JOIN users u ON u.email = 'ben@example.com'
    """,
    """
    INSERT INTO payments (id, purchase_id, provider_id, client_id, amount_minor, currency, status, company,
        company_reference, captured_minor, paid_at, asked_at)
    SELECT id, id, provider_id, client_id, price_minor, currency, 'CAPTURED', 'sandbox', 'sb_' || id,
        price_minor, now(), now()
    FROM package_purchases
    """,
)


def promote(session: Session) -> None:
    """Put them beside what a demo world has."""
    for statement in _ROWS:
        session.execute(text(statement))
