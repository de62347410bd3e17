"""Real Redis, real Dramatiq worker: what the bell writes is worked on, whatever happens between."""

import threading

import orjson

from app.adapters.tasks.dramatiq_redis import message
from app.db import ledger
from app.db.ledger import Task
from app.kernel.errors import PermanentError
from app.kernel.ids import uuid7
from app.ports import ports
from app.ports.tasks import Ring
from tests.patience import eventually
from tests.support.ledger import RESERVE, let_pass, owe, run, stored
from tests.support.plant import Plant, doing, nothing, number
from workers.broker import LedgerBroker

QUEUE = f"dramatiq:{RESERVE.queue}"


def refuse(task: Task) -> None:
    raise PermanentError(f"never, says the test of {task.actor}")


def all_done() -> bool:
    return not run("SELECT id FROM tasks WHERE state <> 'done'")


def is_empty(broker: LedgerBroker) -> bool:
    """Nothing waits, nothing is fetched and forgotten."""
    left = {key for key in broker.client.keys(f"{broker.namespace}:*") if b"XQ" not in key}
    return left <= {b"dramatiq:__heartbeats__"}


def test_a_worker_consumes_what_the_bell_writes(plant: Plant) -> None:
    seen: list[int] = []
    broker = plant(doing(lambda task: seen.append(number(task))))

    for each in range(30):
        owe(booking_id=each)

    eventually(all_done)
    assert sorted(seen) == list(range(30))
    eventually(lambda: is_empty(broker))


def test_an_idle_worker_starts_at_once(plant: Plant) -> None:
    started = threading.Event()
    plant(doing(lambda _: started.set()))
    owe(booking_id=1)
    assert started.wait(5)
    started.clear()

    owe(booking_id=2)

    assert started.wait(0.2)  # Dramatiq's own consumer sleeps for up to a second


def test_more_work_than_threads_is_all_done(plant: Plant) -> None:
    broker = plant(doing(nothing, batch=4), threads=2)

    for each in range(100):
        owe(booking_id=each)

    eventually(all_done)
    eventually(lambda: is_empty(broker))


def test_a_dead_task_lies_among_the_dead_letters_of_both(plant: Plant) -> None:
    broker = plant(doing(refuse))
    task_id = owe(booking_id=7)

    eventually(lambda: stored(task_id).state == "dead")
    (letter,) = eventually(lambda: broker.client.hvals(f"{QUEUE}.XQ.msgs"))
    assert orjson.loads(letter)["args"] == [str(task_id)]
    assert broker.client.zcard(f"{QUEUE}.XQ") == 1


def test_a_task_that_dies_in_the_batch_of_another_has_its_dead_letter_too(plant: Plant) -> None:
    first, second = owe(booking_id=1), owe(booking_id=2)
    broker = plant(doing(lambda task: refuse(task) if task.id == second else None, batch=2))
    ports().bell.ring([Ring(first, RESERVE.name, RESERVE.queue)])

    (letter,) = eventually(lambda: broker.client.hvals(f"{QUEUE}.XQ.msgs"))
    assert orjson.loads(letter)["args"] == [str(second)]
    assert stored(first).state == "done"


def test_a_damaged_message_is_put_aside_and_its_neighbours_are_done(plant: Plant) -> None:
    done = threading.Semaphore(0)
    broker = plant(doing(lambda _: done.release()))
    ring = Ring(owe(booking_id=7), RESERVE.name, RESERVE.queue)
    assert done.acquire(timeout=5)

    name, text = message(ring)
    with broker.client.pipeline() as pipe:
        pipe.hset(f"{QUEUE}.msgs", mapping={"damaged": b"{not json", name: text})
        pipe.rpush(QUEUE, "damaged", "missing", name)
        pipe.execute()
    owe(booking_id=8)

    assert done.acquire(timeout=5)
    eventually(lambda: is_empty(broker))
    assert broker.client.hgetall(f"{QUEUE}.XQ.msgs") == {b"damaged": b"{not json"}


def test_a_ring_for_an_unknown_actor_is_put_aside(plant: Plant) -> None:
    broker = plant(doing(nothing))

    ports().bell.ring([Ring(uuid7(), "bookings.juggle", RESERVE.queue)])

    eventually(lambda: broker.client.zcard(f"{QUEUE}.XQ") == 1)
    eventually(lambda: is_empty(broker))


def test_what_a_flushed_redis_forgot_is_rung_by_the_sweep(plant: Plant) -> None:
    broker = plant(doing(nothing))
    for each in range(20):
        owe(booking_id=each)
        broker.client.flushdb()

    let_pass(2.1)
    ports().bell.ring(ledger.sweep(100))

    eventually(all_done)
    eventually(lambda: is_empty(broker))


def test_delayed_messages_are_not_for_redis() -> None:
    broker = LedgerBroker("redis://127.0.0.1:1", middleware=[])
    broker.declare_queue("default")

    assert broker.get_declared_delay_queues() == set()
