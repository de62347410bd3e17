"""The twelve who offer their time in the demo world."""

from app.seed.market.britain import BRITAIN
from app.seed.market.far_away import FAR_AWAY
from app.seed.market.germany_and_america import GERMANY_AND_AMERICA
from app.seed.market.shop import Hours, Override, Shop, Thing

__all__ = ["SHOPS", "Hours", "Override", "Shop", "Thing"]

SHOPS: tuple[Shop, ...] = (*BRITAIN, *GERMANY_AND_AMERICA, *FAR_AWAY)
