"""A try must not fail because its own process has no connection left for it."""

import pytest

from config.settings import Settings
from deploy.local import procfile
from deploy.local.processes import ROOT


@pytest.mark.parametrize("name", ["worker", "worker-slow"])
def test_every_thread_of_a_worker_and_the_keeper_of_leases_can_have_a_connection(name: str) -> None:
    words = procfile.read(ROOT / "Procfile")[name].split()
    threads = int(words[words.index("--threads") + 1])

    assert Settings.model_fields["worker_connections"].default >= threads + 1
