"""Promo codes and packages over HTTP."""

from app.promotions.routes import check, codes, packages, purchases

BLUEPRINTS = (codes.blueprint, check.blueprint, packages.blueprint, purchases.blueprint)
