"""The documentation says what is true: links lead somewhere, and what it names exists."""

import argparse
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.metrics import MetricWrapperBase

import manage
from app.cli import SECTIONS
from app.factory import FEATURES
from app.http.errors import CODES
from app.kernel.errors import Refusal
from config.settings import Settings
from jobs.schedule import SCHEDULE

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def words(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", page.read_text(), flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", words(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def rows(page: Path, heading: str) -> Iterator[list[str]]:
    """The cells of the table that follows a heading, without its two head lines."""
    after = page.read_text().partition(f"\n{heading}\n")[2]
    lines = re.findall(r"^\|.*\|$", re.split(r"\n#+ ", after)[0], re.MULTILINE)
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def named(text: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(words(page)):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{link} has no such heading"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_of_make_and_manage_exists(page: Path) -> None:
    text = page.read_text()

    assert named(text, r"(?:(?<=`)make|manage\.py) ([a-z]+)\b") <= set(manage.COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_operators_command_exists(page: Path) -> None:
    written = named(page.read_text(), r"(?:app\.cli |`tasks )([a-z]+(?: [a-z]+(?:-[a-z]+)*)?)")

    assert written <= commands_of_the_cli()


def commands_of_the_cli() -> set[str]:
    """Each with its section, and without it where the text has named that before."""
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    for section in SECTIONS:
        importlib.import_module(section).register(subparsers)
    found: set[str] = set()
    for section, below in subparsers.choices.items():
        actions = _actions(below)
        found |= {section, *actions, *(f"{section} {action}" for action in actions)}
    return found


def _actions(parser: argparse.ArgumentParser) -> set[str]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001 - argparse has no other way
    return {name for group in groups for name in group.choices}


def test_the_table_of_settings_is_complete_and_has_the_right_defaults() -> None:
    page = ROOT / "docs" / "configuration.md"
    table = {row[0].strip("`"): row[1].strip("`") for row in rows(page, "## All settings")}

    assert list(table) == [variable_of(name) for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, int | str) and field.default != "":
            assert table[variable_of(name)] == str(field.default).replace("True", "true").replace(
                "False", "false"
            ), name


def variable_of(name: str) -> str:
    field = Settings.model_fields[name]
    return str(field.validation_alias or f"BOOKMYTIME_{name.upper()}")


def test_the_readme_names_no_setting_that_does_not_exist() -> None:
    known = {variable_of(name) for name in Settings.model_fields}

    assert named((ROOT / "README.md").read_text(), r"BOOKMYTIME_[A-Z_]+") <= known


def test_every_code_of_an_error_is_documented() -> None:
    for feature in FEATURES:
        importlib.import_module(f"app.{feature}.routes")
    documented = {row[1].strip("`") for row in rows(ROOT / "docs" / "api.md", "## Errors")}

    assert {kind.code for kind in _below(Refusal)} | set(CODES.values()) <= documented


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    """Every kind of refusal of ours."""
    for below in kind.__subclasses__():
        if below.__module__.startswith("app."):
            yield below
        yield from _below(below)


def test_every_metric_of_ours_is_documented() -> None:
    modules = (
        "app.bookings.metrics",
        "app.calendars.metrics",
        "app.http.requests",
        "app.notifications.metrics",
        "app.payments.metrics",
        "app.search.metrics",
        "app.webhooks.metrics",
        "jobs.metrics",
        "workers.metrics",
    )
    things = [thing for module in modules for thing in vars(importlib.import_module(module)).values()]
    ours = {thing.describe()[0].name for thing in things if isinstance(thing, MetricWrapperBase)}
    page = ROOT / "docs" / "operations.md"
    documented = {row[0].strip("`").removesuffix("_total") for row in rows(page, "## Metrics")}

    assert ours == documented


def test_every_job_is_documented() -> None:
    documented = {
        row[0].strip("`") for row in rows(ROOT / "docs" / "architecture.md", "### Jobs by the clock")
    }

    assert documented == {line.name for line in SCHEDULE}


def test_every_state_is_documented() -> None:
    from app.bookings.rules import Status, Step
    from app.payments.rules import PaymentStatus

    page = (ROOT / "docs" / "booking-states.md").read_text()

    for state in (*Status, *Step, *PaymentStatus):
        assert f"`{state}`" in page


def test_every_reason_against_a_time_is_documented_in_its_order() -> None:
    from app.availability.rules import Reason

    page = ROOT / "docs" / "scheduling.md"

    assert [row[0].strip("`") for row in rows(page, "## Why is this time not offered?")] == list(Reason)


def test_every_decision_stands_in_the_list() -> None:
    folder = ROOT / "docs" / "adr"
    listed = LINK.findall((folder / "README.md").read_text())

    assert listed == sorted(page.name for page in folder.glob("0*.md"))
