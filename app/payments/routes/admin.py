"""/v1/admin/payments: everybody's payments, for administrators."""

from typing import Any

from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.paging import Page
from app.http.tokens import Principal
from app.payments import service
from app.payments.schemas import AdminPaymentOut, AdminPaymentQuery

blueprint = ApiBlueprint(
    "admin payments",
    __name__,
    url_prefix="/v1/admin/payments",
    description="Everybody's payments, for administrators.",
)


@blueprint.route("")
@blueprint.signed_in("ADMIN")
@blueprint.queries(AdminPaymentQuery)
@blueprint.lists(AdminPaymentOut)
def index(who: Principal, query: dict[str, Any]) -> Page:
    """All payments, the last changed first; with `attention=true` those that a person has to decide on."""
    del who
    with reading() as session:
        return service.everybodys(session, **query)
