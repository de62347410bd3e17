"""Become a command that ends when its starter does, under another account where asked.

Started as `python -I -S tether.py SIGNAL PARENT UID GID COMMAND…`. The kernel sends SIGNAL when the starting
thread ends, even by kill -9 (Linux; elsewhere the command just runs). The tie survives exec, not a change of
account, which comes first.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1
UNCHANGED = "-1"


def main() -> None:
    death, parent, uid, gid, *command = sys.argv[1:]
    if uid != UNCHANGED:
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death))
    if os.getppid() != int(parent):
        sys.exit("the starter ended before this began")
    os.execvp(command[0], command)  # noqa: S606 - becoming another program is the purpose


if __name__ == "__main__":
    main()
