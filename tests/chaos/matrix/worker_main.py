"""What `dramatiq tests.chaos.matrix.worker_main` runs: the product's worker, with gates."""

import dramatiq

from app import bootstrap
from config import settings
from tests.chaos.matrix import gates
from workers.actor import ACTORS
from workers.boot import load_actors
from workers.broker import LedgerBroker
from workers.declare import declare
from workers.middleware import everything

chosen = settings.load()
bootstrap.start(chosen, connections=chosen.worker_connections)
gates.fit()
gates.watch_commits()
load_actors()
broker = LedgerBroker(chosen.redis_url, middleware=everything())
declare(broker, [gates.gated(actor) for actor in ACTORS.values()])
dramatiq.set_broker(broker)
