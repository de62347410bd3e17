"""Free ports, the same ones from run to run while they stay free."""

import json
import random
import socket
from pathlib import Path

from deploy.local.errors import LaunchError

HOST = "127.0.0.1"
FIRST = {"postgres": 15432, "redis": 16379, "web": 8000, "opensearch": 19200}
TRIES = 200


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # a port in TIME_WAIT is free for a server
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_from(first: int) -> int:
    """Below the range the kernel gives to clients, so nobody takes the port between choice and use."""
    for port in range(first, first + TRIES):
        if is_free(port):
            return port
    raise LaunchError(f"No free port from {first} to {first + TRIES}.")


def any_free() -> int:
    """Away from the usual ports, by chance: many may look for one at the same moment."""
    return free_from(random.randrange(20_000, 32_000))  # noqa: S311 - no secret


class Ports:
    """`.data/ports.json`: what was chosen last time comes first."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def choose(self, name: str) -> int:
        chosen = self._read()
        port = chosen.get(name, FIRST[name])
        if not is_free(port):
            port = free_from(FIRST[name])
        self._file.write_text(json.dumps({**chosen, name: port}, indent=2) + "\n")
        return port

    def _read(self) -> dict[str, int]:
        try:
            found = json.loads(self._file.read_text())
        except (OSError, ValueError):
            return {}
        return {name: port for name, port in found.items() if isinstance(port, int)}
