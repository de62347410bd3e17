import signal

from deploy.local.restarts import LONGEST_S, PATIENT_WITH, SOON_S, Restarts


def test_a_process_that_lived_a_while_is_started_at_once() -> None:
    restarts = Restarts()

    assert [restarts.pause_after(1, lived=60) for _ in range(10)] == [SOON_S] * 10


def test_a_process_that_keeps_dying_young_waits_longer_and_longer() -> None:
    restarts = Restarts()

    pauses = [restarts.pause_after(1, lived=0.2) for _ in range(PATIENT_WITH + 6)]

    assert pauses == [SOON_S] * PATIENT_WITH + [2, 4, 8, LONGEST_S, LONGEST_S, LONGEST_S]


def test_being_killed_from_outside_is_no_fault() -> None:
    restarts = Restarts()

    assert [restarts.pause_after(-signal.SIGKILL, lived=0.2) for _ in range(10)] == [SOON_S] * 10


def test_a_long_life_ends_the_waiting() -> None:
    restarts = Restarts(early_deaths=9)
    restarts.pause_after(1, lived=60)

    assert restarts.pause_after(1, lived=0.2) == SOON_S
