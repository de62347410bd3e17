import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from werkzeug.serving import make_server

from app.adapters.clock.system import SystemClock
from app.adapters.payments.sandbox import SandboxPayments
from tests.adapters.payments.town import Town
from tests.payments.stage import SITE, application, installed
from workers.boot import load_actors


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    """A site under a real address, whose payment company is the sandbox."""
    load_actors()
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    site = replace(SITE, public_url=f"http://127.0.0.1:{server.port}")
    with installed(database_url, site=site, payments=SandboxPayments(site, SystemClock())):
        server.app = application(database_url)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield Town(server.app)
        server.shutdown()
        thread.join()
        server.server_close()
