"""The process that both the worker and the people's side are: real adapters, led to this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask

from app import factory
from app.adapters.calendars.caldav import CalDavCalendars
from app.adapters.http.guarded import GuardedWeb
from app.adapters.tasks.memory import MemoryBell
from app.kernel import urls
from config import logging
from config.settings import Settings
from tests.fixtures.web import MovableClock, in_memory, own_database, standing


@contextmanager
def installed(database_url: str, redis_url: str) -> Iterator[Flask]:
    settings = Settings(
        database_url=database_url,
        redis_url=redis_url,
        environment="test",
        page=None,
        rate_limits=False,
        log_level="ERROR",
    )
    logging.configure(settings)
    clock, web = MovableClock(), GuardedWeb(urls.ANYWHERE)
    calendars = {"caldav": CalDavCalendars(web, clock, site="BookMyTime")}
    chosen = replace(in_memory(settings, clock, MemoryBell()), web=web, calendars=calendars)
    with standing(chosen), own_database(database_url):
        yield factory.build(settings)
