"""`python -m tests.agreement.worker`: the calendars' actors in a process of their own, to be killed."""

import sys
import threading

from tests.agreement.house import installed
from tests.calendars.stage import work_off

REST = 0.02


def main() -> None:
    with installed(sys.argv[1], sys.argv[2]):
        never = threading.Event()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while not never.wait(REST):
            work_off()


if __name__ == "__main__":
    main()
