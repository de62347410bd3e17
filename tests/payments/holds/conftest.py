from dataclasses import replace

import pytest

from app.ports import install, ports
from tests.payments.holds.scene import AMOUNT, Holding
from tests.payments.races.scene import scene
from tests.payments.stage import Stage


@pytest.fixture
def hold(site: Stage) -> Holding:
    """Ada's desk wants a card; half is kept of late cancellations, all of no-shows."""
    install(replace(ports(), vault=site.company.vault))
    made = scene(site)
    made.desk.offers(payment="CARD", price_minor=AMOUNT, no_show_percent=100)
    made.desk.is_now(cancel_free_hours=24, cancel_late_percent=50)
    return Holding(made.site, made.desk, made.ada, made.ben, made.cleo)
