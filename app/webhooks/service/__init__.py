"""Telling other programs: who wants to hear, what is told, and what became of it."""

from app.webhooks.service.cleaning import clean
from app.webhooks.service.delivering import Parcel, Posted, breather, due, post, record
from app.webhooks.service.endpoints import (
    AddEndpoint,
    Shown,
    add_endpoint,
    change_endpoint,
    endpoint,
    endpoints,
    forget_endpoints,
    pause,
    remove_endpoint,
    resume,
    rotate_secret,
)
from app.webhooks.service.log import Logged, deliveries, delivery
from app.webhooks.service.relaying import relay
from app.webhooks.service.replaying import ReplayRange, replay, replay_range
from app.webhooks.service.testing import send_test

__all__ = [
    "AddEndpoint",
    "Logged",
    "Parcel",
    "Posted",
    "ReplayRange",
    "Shown",
    "add_endpoint",
    "breather",
    "change_endpoint",
    "clean",
    "deliveries",
    "delivery",
    "due",
    "endpoint",
    "endpoints",
    "forget_endpoints",
    "pause",
    "post",
    "record",
    "relay",
    "remove_endpoint",
    "replay",
    "replay_range",
    "resume",
    "rotate_secret",
    "send_test",
]
