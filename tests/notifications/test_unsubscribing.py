"""One click ends mails of a kind, and opening the page does not."""

import pytest
from flask.testing import FlaskClient

from app.notifications import links
from tests.factories.bookings_rows import a_booking
from tests.notifications.reaching import deliveries, told


def path_of(user_id: int, kind: str = "follow_up") -> str:
    return links.unsubscribe(user_id, kind).removeprefix("http://bookmytime.test")


def test_one_click_ends_mails_of_a_kind(web: FlaskClient) -> None:
    booked = a_booking(status="COMPLETED")

    answer = web.post(path_of(booked.ben), data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "You are unsubscribed" in answer.text
    told("follow_up", booked.booking)
    told("review_invitation", booked.booking)
    assert set(deliveries(booked.ben, "follow_up")) == {"IN_APP"}
    assert set(deliveries(booked.ben, "review_invitation")) == {"EMAIL"}


def test_a_scanner_that_opens_links_unsubscribes_nobody(web: FlaskClient) -> None:
    booked = a_booking(status="COMPLETED")

    page = web.get(path_of(booked.ben))

    assert '<form method="post">' in page.text
    told("follow_up", booked.booking)
    assert set(deliveries(booked.ben)) == {"EMAIL"}


def test_the_page_speaks_the_readers_language(web: FlaskClient) -> None:
    booked = a_booking(ben={"locale": "ar"})

    page = web.get(path_of(booked.ben))

    assert 'dir="rtl"' in page.text
    assert "إلغاء الاشتراك" in page.text


@pytest.mark.parametrize("change", ["person", "kind", "proof", "always"])
def test_a_link_is_good_for_one_person_and_one_kind(web: FlaskClient, change: str) -> None:
    booked = a_booking(status="COMPLETED")
    _, _, user_id, kind, proof = path_of(booked.ben).split("/")
    wrong = {
        "person": f"/unsubscribe/{booked.ada}/{kind}/{proof}",
        "kind": f"/unsubscribe/{user_id}/review_invitation/{proof}",
        "proof": f"/unsubscribe/{user_id}/{kind}/{proof[:-1]}",
        "always": path_of(booked.ben, "booking_confirmed"),
    }

    assert web.post(wrong[change]).status_code == 404
    assert web.get(wrong[change]).status_code == 404
