"""Write the SQL of each migration into a file of its own, as a machine without a database would see it."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parents[2] / "migrations"
# migrations/env.py sets these on its connection before any migration runs.
TIMEOUTS = "SET lock_timeout = '5s';\nSET statement_timeout = '5min';\n"


def main(folder: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    for script in ScriptDirectory.from_config(config).walk_revisions():
        with (folder / f"{script.revision}.sql").open("w") as file:
            file.write(TIMEOUTS)
            config.output_buffer = file
            command.upgrade(config, f"{script.down_revision or 'base'}:{script.revision}", sql=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
