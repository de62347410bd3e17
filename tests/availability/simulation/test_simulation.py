"""A small town in every run; `python -m tests.availability.simulation` plays a year of 10,000 steps."""

import os

import pytest
from flask import Flask

from tests.availability.simulation.play import play

STEPS = int(os.environ.get("SIMULATION_STEPS", "250"))


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", [7])
def test_a_fresh_time_is_refused_only_if_somebody_took_it(app: Flask, seed: int) -> None:
    played = play(app, seed, steps=STEPS)

    assert played.wrong == []
    assert played.told["booked"] > STEPS // 4
    assert played.told["refused as taken"] > 0
