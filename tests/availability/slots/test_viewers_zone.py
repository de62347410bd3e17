"""Whoever looks, from wherever: the same instants are free."""

import random

from app.kernel import zones
from tests.api import Person
from tests.availability.slots.looking import look, starts
from tests.factories.desks import open_desk

ENDS_OF_THE_DATE = ("Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu", "Australia/Lord_Howe")


def test_what_is_free_does_not_depend_on_the_viewers_zone(stranger: Person, ada: Person) -> None:
    desk = open_desk(
        ada,
        timezone="America/St_Johns",
        opens=9 * 60 + 10,
        closes=2 * 60,
        horizon_days=12,
        limits='[{"period": "DAY", "count": 1, "minutes": null}]',
    )
    window = desk.at(0, day=1), desk.at(0, day=20)
    at_home = starts(look(stranger, desk, *window))
    others = random.Random(5).sample(sorted(zones.names()), 30)  # noqa: S311 - no secret

    assert len(at_home) > 100
    for zone in (*ENDS_OF_THE_DATE, *others):
        assert starts(look(stranger, desk, *window, timezone=zone)) == at_home, zone
