"""Who stands on an invoice: by their billing details, or by what else is known of them."""

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.invoices import queries, sealed
from app.invoices.rules.paper import Party
from app.invoices.rules.tax import Terms
from app.providers.models import Provider


def seller_of(session: Session, provider: Provider) -> Party:
    billing = queries.seller_billing(session, provider.id)
    if billing is None:
        return Party(name=provider.name, address_lines=(provider.address,) if provider.address else ())
    return Party(
        name=billing.legal_name,
        address_lines=tuple(billing.address_lines),
        country=billing.country,
        tax_id=sealed.unseal(billing.tax_id_sealed, place=seller_place(provider.id)),
    )


def buyer_of(session: Session, client: User) -> Party:
    billing = queries.buyer_billing(session, client.id)
    if billing is None:
        return Party(name=client.name)
    return Party(
        name=billing.name,
        address_lines=tuple(billing.address_lines),
        country=billing.country,
        tax_id=sealed.unseal(billing.tax_id_sealed, place=buyer_place(client.id)),
    )


def terms_of(session: Session, provider: Provider) -> Terms:
    """Who never said how they tax, does not."""
    billing = queries.seller_billing(session, provider.id)
    return Terms(billing.tax_rate, billing.prices_include_tax) if billing else Terms(0, included=True)


def note_of(session: Session, provider: Provider) -> str | None:
    billing = queries.seller_billing(session, provider.id)
    return billing.note if billing else None


def seller_place(provider_id: int) -> str:
    return f"provider_billing.tax_id:{provider_id}"


def buyer_place(user_id: int) -> str:
    return f"client_billing.tax_id:{user_id}"
