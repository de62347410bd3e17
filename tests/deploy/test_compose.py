from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from compose_spec import PyOptions
from compose_spec.models import ComposeSpecification

from deploy.local import procfile

ROOT = Path(__file__).parents[2]
SERVERS = {"postgres": "postgres:15", "redis": "redis:7", "opensearch": "opensearchproject/opensearch:2"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """Parsed by the specification's rules, with merges applied."""
    parsed = PyOptions(apply_merge=True).from_yaml((ROOT / "docker-compose.yml").read_text())
    parsed.validate()
    spec: dict[str, Any] = parsed.to_dict()
    return spec


def test_the_stack_fits_the_specifications_schema(compose: dict[str, Any]) -> None:
    assert ComposeSpecification.model_validate(compose).services


def test_the_stack_runs_exactly_what_the_procfile_runs(compose: dict[str, Any]) -> None:
    services = compose["services"]
    processes = procfile.read(ROOT / "Procfile")

    assert {name: services[name]["command"] for name in processes} == processes


def test_the_stack_holds_the_servers_the_product_stands_on(compose: dict[str, Any]) -> None:
    images = {name: service["image"] for name, service in compose["services"].items() if name in SERVERS}

    assert images == SERVERS


def test_every_server_tells_whether_it_is_well(compose: dict[str, Any]) -> None:
    for name in (*SERVERS, "web"):
        assert compose["services"][name]["healthcheck"]["test"], name


def test_nothing_starts_before_the_migrations_are_done(compose: dict[str, Any]) -> None:
    for name in set(procfile.read(ROOT / "Procfile")) - {"release"}:
        release = compose["services"][name]["depends_on"]["release"]
        assert release["condition"] == "service_completed_successfully", name


def test_redis_keeps_what_it_is_given(compose: dict[str, Any]) -> None:
    command = compose["services"]["redis"]["command"]

    pairs = list(pairwise(command))
    assert ("--appendonly", "yes") in pairs
    assert ("--maxmemory-policy", "noeviction") in pairs


def test_no_port_is_open_to_other_machines(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service.get("ports", [])]

    assert ports
    assert all("127.0.0.1" in str(port) for port in ports)
