"""Invoices over HTTP, and the details that stand on them."""

from app.invoices.routes import billing, invoices

BLUEPRINTS = (invoices.blueprint, billing.blueprint)
