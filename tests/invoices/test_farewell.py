"""Billing details go with the account that saved them."""

from flask.testing import FlaskClient
from sqlalchemy import select

from app.db.session import reading
from app.invoices.models import BuyerBilling
from tests.accounts.people import Member, join

DETAILS = {"name": "Carter & Sons", "addressLines": ["41 Judd Street"]}


def with_details(web: FlaskClient, name: str) -> Member:
    person = join(web, name)
    assert web.put("/v1/users/me/billing", json=DETAILS, headers=person.bearer).status_code == 200
    return person


def kept(*people: Member) -> set[int]:
    wanted = BuyerBilling.user_id.in_([person.id for person in people])
    with reading() as session:
        return set(session.scalars(select(BuyerBilling.user_id).where(wanted)))


def test_who_goes_leaves_no_billing_details_behind(web: FlaskClient) -> None:
    ben, cleo = with_details(web, "ben"), with_details(web, "cleo")

    assert web.delete("/v1/users/me", headers=ben.bearer).status_code == 204

    assert kept(ben, cleo) == {cleo.id}
