"""`manage.py lock`: write both lock files anew, with hashes and without any index's address."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
COMPILE = [
    str(UV),
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
]


def main() -> int:
    """All of it for developers; its running part alone, at the same versions, for the container image."""
    asked = sys.argv[1:]
    everything = ["--group", "dev", "--group", "services", "-o", "requirements.lock"]
    running = ["-c", "requirements.lock", "-o", "deploy/requirements.lock"]
    for part in ([*everything, *asked], running):
        code = subprocess.run([*COMPILE, *part, "pyproject.toml"], cwd=ROOT, check=False).returncode
        if code != 0:
            return code
    print("Written: requirements.lock, deploy/requirements.lock. Now: python3 manage.py setup")
    return 0


if __name__ == "__main__":
    sys.exit(main())
