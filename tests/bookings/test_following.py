import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from tests.api import Person
from tests.bookings.asking import ask, book
from tests.bookings.working import work_off, worker
from tests.factories.desks import Desk

FOLLOW = {"If-None-Match": '"1"', "Prefer": "wait=10"}


def test_a_version_that_the_client_holds_is_not_sent_again(ben: Person, desk: Desk) -> None:
    path = f"/v1/bookings/{book(ben, desk, desk.at(10))}"
    first = ben.get(path)

    again = ben.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert ben.get(path, headers={"If-None-Match": '"1"'}).status_code == 200
    assert ben.get(path, headers={"If-None-Match": "*"}).status_code == 304
    assert ben.get(path, headers={"If-None-Match": 'W/"2"'}).status_code == 304  # a proxy weakens tags


def test_who_follows_hears_of_the_outcome(ben: Person, desk: Desk) -> None:
    path = ask(ben, desk, desk.at(10)).headers["Location"]

    with worker():
        answer = ben.get(path, headers=FOLLOW)

    assert answer.status_code == 200
    assert answer.get_json()["data"]["status"] == "CONFIRMED"


def test_who_follows_hears_of_what_another_person_did(ben: Person, picky_desk: Desk) -> None:
    booking_id = book(ben, picky_desk, picky_desk.at(10))
    path = f"/v1/bookings/{booking_id}"
    headers = {**FOLLOW, "If-None-Match": '"2"'}

    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(lambda: ben.get(path, headers=headers))
        Event().wait(0.2)
        picky_desk.owner.post(f"{path}/confirm")
        answer = following.result()

    assert answer.get_json()["data"]["status"] == "CONFIRMED"


def test_who_follows_in_vain_is_told_that_nothing_changed(ben: Person, desk: Desk) -> None:
    path = ask(ben, desk, desk.at(10)).headers["Location"]
    begun = time.monotonic()

    answer = ben.get(path, headers={**FOLLOW, "Prefer": "wait=1"})

    assert answer.status_code == 304
    assert 0.9 < time.monotonic() - begun < 5


def test_nobody_waits_who_holds_another_version(ben: Person, desk: Desk) -> None:
    path = ask(ben, desk, desk.at(10)).headers["Location"]
    work_off()
    begun = time.monotonic()

    answers = [ben.get(path, headers=FOLLOW), ben.get(path, headers={"Prefer": "wait=10"})]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert time.monotonic() - begun < 5
