"""Real processes under load and under faults: `python -m tests.chaos --help`."""
