"""The web process: the Flask application under granian, in blocking threads."""

from granian import Granian
from granian.constants import Interfaces

from config import settings


def main() -> None:
    """Serve until told to stop."""
    chosen = settings.load()
    Granian(
        "app.factory:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=chosen.host,
        port=chosen.port,
        workers=chosen.web_processes,
        blocking_threads=chosen.web_threads,
        respawn_failed_workers=True,
        websockets=False,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main()
