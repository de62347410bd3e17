"""The alarms for Prometheus ask for figures that we have."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
RULES = ROOT / "deploy" / "prometheus" / "rules.yml"
FUNCTIONS = {"time", "max", "sum", "rate", "increase", "deriv"}


def test_every_alarm_asks_for_a_documented_figure() -> None:
    documented = set(
        re.findall(r"^\| `([a-z_]+)` \|", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE)
    )
    expressions = re.findall(r"^ +expr: (.+)$", RULES.read_text(), re.MULTILINE)

    asked = {name for each in expressions for name in re.findall(r"\b([a-z]+(?:_[a-z]+)+)\b", each)}

    assert len(expressions) == 10
    assert asked - documented == set()


def test_every_alarm_says_how_urgent_it_is_and_what_is_wrong() -> None:
    text = RULES.read_text()

    alarms = text.count("- alert: ")
    assert alarms == text.count("severity: page") + text.count("severity: ticket")
    assert alarms == text.count("summary: ")
