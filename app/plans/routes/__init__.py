"""Plans over HTTP: what is sold, a provider's own, and what administrators sell."""

from app.plans.routes import mine, selling

BLUEPRINTS = (selling.blueprint, mine.blueprint)
