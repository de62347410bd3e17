"""Who did what, in a form in which a changed or missing row shows."""

from app.db.trail.record import record
from app.db.trail.sealing import seal
from app.db.trail.verify import Finding, Head, verify

__all__ = ["Finding", "Head", "record", "seal", "verify"]
