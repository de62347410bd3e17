from collections.abc import Iterator
from pathlib import Path

import pytest

from app.adapters.clock.system import SystemClock
from app.adapters.payments.paypal import PayPalPayments
from tests.adapters.payments.paypal.scene import Scene
from tests.contracts.paypal_company import account
from tests.servers.paypal import paypal_server
from tests.servers.paypal.authority import authority


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """PayPal on a loopback port, and our adapter, which trusts the test's own root."""
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority().roots())
    with paypal_server() as server:
        yield Scene(server, PayPalPayments(account(server, roots=str(roots)), SystemClock()), str(roots))
