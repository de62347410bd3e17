"""A real CalDAV server: Radicale, as a process of its own that a test may kill."""

import contextlib
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from urllib3 import PoolManager, make_headers
from urllib3.exceptions import HTTPError

from deploy.local.ports import any_free
from tests.patience import eventually

NAME, PASSWORD = "ada", "a password"


@dataclass
class Radicale:
    """One account with the calendars that a test made. Restarted, it stands at the same address again."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    post: PoolManager = field(default_factory=lambda: PoolManager(retries=False))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def credentials(self) -> dict[str, str]:
        return {"url": self.url, "username": NAME, "password": PASSWORD}

    def start(self, *, password: str = PASSWORD) -> None:
        (self.folder / "users").write_text(f"{NAME}:{password}\n")
        options = {
            "auth-type": "htpasswd",
            "auth-delay": "0",
            "auth-htpasswd-filename": str(self.folder / "users"),
            "auth-htpasswd-encryption": "plain",
            "storage-filesystem-folder": str(self.folder / "data"),
            "server-hosts": f"127.0.0.1:{self.port}",
            "logging-level": "error",
        }
        told = [word for name, value in options.items() for word in (f"--{name}", value)]
        command = [sys.executable, "-W", "ignore", "-m", "radicale", "-C", "", *told]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        eventually(self._answers, within=30)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def make(self, name: str) -> str:
        """The address of a new calendar."""
        self.ask("MKCALENDAR", f"/{NAME}/{name}/")
        return urljoin(self.url, f"/{NAME}/{name}/")

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
        """What a calendar program does: the status and the text that come back."""
        sent = {**make_headers(basic_auth=f"{NAME}:{PASSWORD}"), "Content-Type": "text/calendar", **headers}
        answer = self.post.request(method, urljoin(self.url, path), body=body, headers=sent)
        return answer.status, answer.data.decode()

    def _answers(self) -> bool:
        try:
            return self.post.request("GET", self.url, redirect=False, timeout=1).status < 500
        except HTTPError:
            return False


@contextlib.contextmanager
def radicale_server() -> Iterator[Radicale]:
    with tempfile.TemporaryDirectory(prefix="bookmytime-dav-") as folder:
        server = Radicale(Path(folder), any_free())
        try:
            server.start()
            yield server
        finally:
            server.kill()
