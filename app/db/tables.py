"""Every table of the application: a foreign key finds its target, whatever a process imports besides."""

from importlib import import_module
from pathlib import Path

import app

HOMES = ("models.py", "idempotency.py")  # modules of these names declare tables


def load() -> None:
    """Import every module that declares tables, so that the metadata is whole."""
    top = Path(str(app.__file__)).parent
    for home in HOMES:
        for module in sorted(top.rglob(home)):
            import_module(".".join(("app", *module.relative_to(top).with_suffix("").parts)))
