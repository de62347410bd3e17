"""Where the payment company pays nobody but the site."""

from app.db.session import transaction
from app.kernel.money import Money
from app.payouts import service
from tests.payments.stage import Stage, stage


def test_a_site_without_payouts_says_so(database_url: str) -> None:
    with stage(database_url) as site:
        for method, more in (("GET", {}), ("POST", {"json": {}})):
            answer = site.call(method, "/v1/payouts/account", by=site.people.ada, role="PROVIDER", **more)

            assert (answer.status_code, answer.json["error"]["code"]) == (409, "PAYOUTS_NOT_OFFERED")


def test_clients_are_not_paid(database_url: str) -> None:
    with stage(database_url) as site:
        assert site.call("GET", "/v1/payouts/account", by=site.people.ben).status_code == 403


def test_without_payouts_the_money_is_the_sites(database_url: str) -> None:
    with stage(database_url) as site, transaction() as session:
        assert _terms(site, session) == service.Terms(None, 0)


def _terms(site: Stage, session: object) -> service.Terms:
    return service.terms(session, site.people.provider, Money(4500, "USD"), through="memory")  # type: ignore[arg-type]
