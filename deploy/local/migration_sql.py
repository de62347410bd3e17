"""Print the SQL of all migrations, as a machine without a database would see it."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).parents[2] / "migrations"
# migrations/env.py sets these on its connection before any migration runs.
TIMEOUTS = "SET lock_timeout = '5s';\nSET statement_timeout = '5min';\n"


def main() -> None:
    print(TIMEOUTS)
    config = Config(output_buffer=sys.stdout)
    config.set_main_option("script_location", str(MIGRATIONS))
    command.upgrade(config, "head", sql=True)


if __name__ == "__main__":
    main()
