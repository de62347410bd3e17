"""The product's web process, with gates: `python -m tests.chaos.matrix.web_main`."""

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from app import factory
from config import settings
from tests.chaos.matrix import gates


def create_app() -> Flask:
    app = factory.create_app()
    gates.fit()
    return app


if __name__ == "__main__":
    chosen = settings.load()
    Granian(
        "tests.chaos.matrix.web_main:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=chosen.host,
        port=chosen.port,
        workers=1,
        blocking_threads=16,
        respawn_failed_workers=True,
        websockets=False,
        log_enabled=False,
    ).serve()
