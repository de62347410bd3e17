"""`python -m bench NAME [--quick]`: each benchmark starts what it needs; its last line is one JSON object."""

import argparse
import importlib
import json
import pkgutil
import sys

import bench

HELPERS = frozenset(
    {
        "__main__",
        "load",
        "stack",
        "world",
        "figures",
        "engine_case",
        "engine_rules",
        "market",
        "relevance",
        "search_faults",
        "post",
    }
)


def main() -> int:
    names = sorted(
        module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in HELPERS
    )
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=names)
    parser.add_argument("--quick", action="store_true", help="end within 45 seconds")
    chosen = parser.parse_args()
    figures = importlib.import_module(f"bench.{chosen.name}").run(quick=chosen.quick)
    print(json.dumps({"bench": chosen.name, "quick": chosen.quick, **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
