"""PayPal on a loopback port, with a memory: written from its public documents, for tests to talk to."""

from tests.servers.paypal.server import PayPal, paypal_server

__all__ = ["PayPal", "paypal_server"]
