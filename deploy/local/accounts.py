"""The plain account PostgreSQL runs under when we are root, and what that account can reach."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import LaunchError


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int


def account_for(data: Path) -> Account | None:
    """None: ourselves. As root: the owner of the data if there is some, else a plain account."""
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise LaunchError(
                f"{data} belongs to another account (number {owner}): start as that one, as root, or move it."
            )
        return None
    if owner:
        return _account(pwd.getpwuid(owner))
    for name in ("postgres", "nobody"):
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise LaunchError(
        "PostgreSQL refuses to run as root, and there is neither an account `postgres` nor `nobody` here."
    )


def can_enter(account: Account, folder: Path) -> bool:
    """Say whether every existing folder on the way lets the account pass."""
    folder = folder.resolve()
    return all(_lets_pass(account, step) for step in (folder, *folder.parents) if step.exists())


def _lets_pass(account: Account, step: Path) -> bool:
    status = step.stat()
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
