"""A PostgreSQL data folder: making it, and the settings its server runs with."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from deploy.local.accounts import Account
from deploy.local.binaries import Binaries
from deploy.local.errors import LaunchError

IO_METHOD_SINCE = 18
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # a deep project folder would make the socket's path too long
    "max_connections": "120",
    "shared_buffers": "128MB",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",  # our statements are short; compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
DURABLE = {"fsync": "on", "full_page_writes": "on"}
CARELESS = {"fsync": "off", "full_page_writes": "off"}  # a kill -9 still loses nothing, a power cut may


def settings_for(binaries: Binaries, *, fsync: bool, more: Mapping[str, str]) -> dict[str, str]:
    """Durable unless told otherwise: this is the store that money lives in."""
    reading = {"io_method": "sync"} if binaries.major >= IO_METHOD_SINCE else {}
    return {**SETTINGS, **reading, **({} if fsync else CARELESS), **more}


def make_cluster(binaries: Binaries, data: Path, account: Account | None, *, fsync: bool) -> None:
    """Make the data folder aside and move it here whole: an interrupted start leaves nothing half made."""
    if (data / "PG_VERSION").exists():
        return
    unfinished = data.with_name(f"{data.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if account:
        os.chown(unfinished, account.uid, account.gid)
    _initdb(binaries, unfinished, account, fsync=fsync)
    unfinished.rename(data)


def _initdb(binaries: Binaries, data: Path, account: Account | None, *, fsync: bool) -> None:
    command: list[str | Path] = [
        binaries.path / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    done = subprocess.run(
        [*command, *([] if fsync else ["--no-sync"])],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode != 0:
        raise LaunchError(f"PostgreSQL could not make its data folder {data}:\n{done.stderr}")
