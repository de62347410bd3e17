from app.privacy.service.erasing import erase, owe_erasures
from app.privacy.service.exporting import ask, drop, fetch, mine, one, write

__all__ = ["ask", "drop", "erase", "fetch", "mine", "one", "owe_erasures", "write"]
