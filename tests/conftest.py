from app.db import tables

pytest_plugins = [
    "tests.fixtures.run",
    "tests.fixtures.databases",
    "tests.fixtures.opensearch",
    "tests.fixtures.servers",
    "tests.fixtures.restore",
    "tests.fixtures.document",
    "tests.fixtures.web",
]

tables.load()  # as each process does: what points to another table finds it, whatever a test imports
