"""/v1/payments/history.csv: the same as the history, as a file for spreadsheets."""

from collections.abc import Iterator
from typing import Any

from flask import Response

from app.db.session import reading
from app.http import csv_lines
from app.http.api import ApiBlueprint
from app.http.tokens import Principal
from app.payments.queries import Wanted
from app.payments.schemas import StatementQuery
from app.payments.service.statement import HEADINGS, statement

blueprint = ApiBlueprint("statements", __name__, url_prefix="/v1/payments", description="Payments as files.")
_HEADERS = {
    "Content-Disposition": 'attachment; filename="payments.csv"',
    "Cache-Control": "private, no-store",
}


@blueprint.route("/history.csv")
@blueprint.signed_in()
@blueprint.queries(StatementQuery)
@blueprint.gives_file("text/csv", "One line a payment, the newest first, below a line of headings.")
def table(principal: Principal, query: dict[str, Any]) -> Response:
    """What one has paid, and earned as a provider, as CSV in UTF-8."""
    text = _stretches(query["wanted"], principal.user_id)
    return Response(text, mimetype="text/csv", headers=_HEADERS)


def _stretches(wanted: Wanted, user_id: int) -> Iterator[str]:
    """Each stretch is read when the one before was sent; no connection is held in between."""
    yield csv_lines.lines([HEADINGS])
    after, more = None, True
    while more:
        with reading() as session:
            stretch = statement(session, wanted, user_id=user_id, after=after)
        yield csv_lines.lines(stretch.rows)
        after, more = stretch.last, stretch.last is not None
