"""Figures of webhooks for Prometheus."""

from prometheus_client import Counter

MESSAGES = Counter("webhooks_owed_total", "Messages owed to other programs", ["type"])
ATTEMPTS = Counter("webhook_attempts_total", "Tries to deliver, by what became of them", ["outcome"])
PAUSED = Counter("webhook_endpoints_paused_total", "Endpoints that were paused because they took nothing")
