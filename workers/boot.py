"""Making this process a worker."""

import importlib
import pkgutil

import dramatiq

from app import bootstrap
from config import settings
from workers import tasks
from workers.actor import ACTORS
from workers.broker import LedgerBroker
from workers.declare import declare
from workers.middleware import everything


def boot() -> LedgerBroker:
    """Database, ports, actors and broker, as the settings say."""
    chosen = settings.load()
    bootstrap.start(chosen, connections=chosen.worker_connections)
    load_actors()
    broker = LedgerBroker(chosen.redis_url, middleware=everything())
    declare(broker, ACTORS.values())
    dramatiq.set_broker(broker)
    return broker


def load_actors() -> None:
    """Import every module of `workers.tasks`, which declares its actors."""
    for module in pkgutil.iter_modules(tasks.__path__, f"{tasks.__name__}."):
        importlib.import_module(module.name)
