"""Figures of one series of measurements."""

from collections.abc import Sequence


def summary(seconds: Sequence[float]) -> dict[str, float]:
    """Mean, median and tail in milliseconds."""
    ordered = sorted(seconds)
    return {
        "mean_ms": round(1000 * sum(ordered) / len(ordered), 3),
        "p50_ms": round(1000 * at(ordered, 0.50), 3),
        "p95_ms": round(1000 * at(ordered, 0.95), 3),
        "p99_ms": round(1000 * at(ordered, 0.99), 3),
    }


def at(ordered: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all do not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def line(label: str, figures: dict[str, float], *, rate: float | None = None) -> str:
    """One row of the table that a benchmark prints for people."""
    speed = f"{rate:8.0f}/s" if rate is not None else " " * 10
    body = "  ".join(f"{name.removesuffix('_ms'):>4} {value:8.2f}" for name, value in figures.items())
    return f"{label:<34}{speed}  {body} ms"
