"""Rotation against a model: whatever clients and thieves do, a family that was betrayed never works again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.accounts import service
from app.accounts.events import Device
from app.accounts.hashing import Proof
from app.accounts.models import User
from app.db.session import database
from tests.accounts.people import unique

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
DEVICES = [Device("home", b"home"), Device("thief", b"thief")]
GRACE, LIFETIME = timedelta(seconds=10), timedelta(days=7)
devices = st.sampled_from(DEVICES)


class Rotation(RuleBasedStateMachine):
    """One family in a transaction that is thrown away, and what we believe of each of its tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.session = database().sessions()
        self.now = START
        user = User(email=unique("ben"), password_hash="v1", role="CLIENT", first_name="Ben")
        user.last_name, user.timezone = "B", "UTC"
        self.session.add(user)
        self.session.flush()
        opened = service.sign_in(self.session, user.id, Proof("v1", None), DEVICES[0], now=self.now)
        self.issued = {opened.refresh_token: self.now}
        self.spent: dict[str, tuple[datetime, Device]] = {}
        self.betrayed = False
        self.ends = self.now + LIFETIME

    @rule(span=st.sampled_from([1, 5, 11, 3600, 6 * 86_400]))
    def time_passes(self, span: int) -> None:
        self.now += timedelta(seconds=span)

    @precondition(lambda self: not self.betrayed)
    @rule(device=devices, newest=st.booleans(), data=st.data())
    def somebody_refreshes(self, device: Device, *, newest: bool, data: st.DataObject) -> None:
        token = list(self.issued)[-1] if newest else data.draw(st.sampled_from(list(self.issued)))
        expected = self._expected(token, device)

        opened = service.renew(self.session, token, device, now=self.now)

        assert (opened is not None) is expected
        if opened is not None:
            self.spent.setdefault(token, (self.now, device))
            self.issued[opened.refresh_token] = self.now
            self.ends = min(self.now + LIFETIME, START + timedelta(days=90))

    @invariant()
    def after_reuse_no_token_of_the_family_works(self) -> None:
        if self.betrayed:
            for token in self.issued:
                for device in DEVICES:
                    assert service.renew(self.session, token, device, now=self.now) is None

    def teardown(self) -> None:
        self.session.close()  # and with it everything that was written

    def _expected(self, token: str, device: Device) -> bool:
        """What the model says; it remembers a betrayal."""
        if self.now >= self.ends:
            return False
        if token in self.spent:
            when, by = self.spent[token]
            self.betrayed = by is not device or self.now - when > GRACE
            return not self.betrayed
        return self.now < self.issued[token] + LIFETIME


@pytest.mark.usefixtures("installed")
def test_after_reuse_no_token_of_the_family_works() -> None:
    few = settings(
        max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )

    run_state_machine_as_test(Rotation, settings=few)
