"""Figures: for a provider their own, for the operator the whole site's."""

from typing import Any

from app.analytics.rules.window import window_of
from app.analytics.schemas import ProviderAnalytics, ProviderPeriod, SiteAnalytics, SitePeriod, shown
from app.analytics.service import access, figures, live
from app.db.session import reading
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.ports import ports

of_providers = ApiBlueprint("analytics", __name__, url_prefix="/v1/providers", description="Figures")
of_site = ApiBlueprint("admin analytics", __name__, url_prefix="/v1/admin/analytics", description="Figures")

BLUEPRINTS = (of_providers, of_site)


@of_providers.route("/<id:provider_id>/analytics")
@of_providers.signed_in("PROVIDER", "ADMIN")
@of_providers.queries(ProviderPeriod)
@of_providers.returns(200, ProviderAnalytics)
@of_providers.refuses(400, 404)
def of_provider(principal: Principal, query: dict[str, Any], provider_id: int) -> dict[str, Any]:
    """Bookings, revenue, occupancy, cancellations, no-shows and returning clients, date by date."""
    now = ports().clock.now()
    with reading() as session:
        zone = access.zone_of(session, provider_id, principal)
    report = figures.of_provider(provider_id, window_of(zone, **query, now=now))
    with reading() as session:
        today = live.today(session, zone, now=now, provider_id=provider_id)
    return {"provider_id": provider_id, **shown(report), "today": today}


@of_site.route("")
@of_site.signed_in("ADMIN")
@of_site.queries(SitePeriod)
@of_site.returns(200, SiteAnalytics)
@of_site.refuses(400)
def of_everybody(principal: Principal, query: dict[str, Any]) -> dict[str, Any]:
    """The same over all providers, how the site grows, and what kinds of events there were."""
    del principal
    now, zone = ports().clock.now(), query.pop("timezone")
    window = window_of(zone, **query, now=now)
    report = figures.of_site(window)
    with reading() as session:
        today = live.today(session, zone, now=now)
    return {**shown(report), "activity": figures.activity(window), "today": today}
