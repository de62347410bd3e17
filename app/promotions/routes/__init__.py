"""Promo codes over HTTP."""

from app.promotions.routes import check, codes

BLUEPRINTS = (codes.blueprint, check.blueprint)
