pytest_plugins = [
    "tests.fixtures.run",
    "tests.fixtures.databases",
    "tests.fixtures.opensearch",
    "tests.fixtures.servers",
    "tests.fixtures.restore",
    "tests.fixtures.document",
    "tests.fixtures.web",
]
