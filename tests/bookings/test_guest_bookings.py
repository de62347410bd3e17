import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.bookings import guest_links
from app.db.session import transaction
from app.notifications.service import compose, tell
from app.ports import ports
from app.ports.mail import Letter
from tests.api import Person, execute, refused_fields
from tests.bookings.asking import ask, book, occupied, standing, told
from tests.bookings.passing import hold_runs_out
from tests.bookings.paying import becomes, opened
from tests.bookings.working import work_off
from tests.factories.desks import Desk
from tests.races import at_once

GUEST = {"email": "gus@example.com", "firstName": "Gus", "lastName": "Guest", "timezone": "Europe/Berlin"}


def ask_as_guest(stranger: Person, desk: Desk, *, hour: int = 10, **more: Any) -> TestResponse:
    return stranger.post("/v1/guest-bookings", {**desk.wanted(desk.at(hour)), **GUEST, **more})


def booked_by_guest(stranger: Person, desk: Desk, **more: Any) -> int:
    """The booking that a guest's request made: the answer does not tell its number."""
    answer = ask_as_guest(stranger, desk, **more)
    assert answer.status_code == 202, answer.text
    booking_id: int = execute(
        "SELECT max(id) FROM bookings WHERE provider_id = :id AND created_at ="
        " (SELECT max(created_at) FROM bookings WHERE provider_id = :id)",
        id=desk.provider_id,
    )
    return booking_id


def letter(booking_id: int, kind: str = "guest_booking") -> str:
    """The text of a mail about the booking, written now."""
    with transaction() as session:
        version = execute("SELECT version FROM bookings WHERE id = :id", id=booking_id)
        told = tell(session, kind, occasion="test", booking_id=booking_id, version=version)
        written = [compose(session, delivery, now=ports().clock.now()) for delivery in told]
    letters = [parcel for parcel in written if isinstance(parcel, Letter)]
    return next(mail.text for mail in letters if "Gus" in mail.text.splitlines()[0])


def mailed_token(booking_id: int) -> str:
    found = re.search(r"/guest/confirm#token=(\S+)", letter(booking_id))
    assert found is not None
    return found[1]


def confirm(stranger: Person, token: str) -> TestResponse:
    return stranger.post("/v1/guest-bookings/confirm", {"token": token})


def confirmed(stranger: Person, desk: Desk, **more: Any) -> dict[str, Any]:
    """What a guest sees once the address is confirmed."""
    answer = confirm(stranger, mailed_token(booked_by_guest(stranger, desk, **more)))
    assert answer.status_code == 201, answer.text
    data: dict[str, Any] = answer.get_json()["data"]
    return data


def with_link(data: dict[str, Any]) -> dict[str, str]:
    return {"Booking-Token": data["token"]}


def path(data: dict[str, Any], *more: str) -> str:
    return "/".join(["/v1/guest-bookings", str(data["id"]), *more])


def test_a_guest_books_by_a_mailed_link(stranger: Person, cleo: Person, desk: Desk) -> None:
    booking_id = booked_by_guest(stranger, desk, notes="Hello.")
    assert ask(cleo, desk, desk.at(10)).status_code == 409
    assert told(booking_id) == ["guest_booking"]

    answer = confirm(stranger, mailed_token(booking_id))

    data = answer.get_json()["data"]
    assert (answer.status_code, data["id"], data["status"], data["notes"]) == (
        201,
        booking_id,
        "CONFIRMED",
        "Hello.",
    )
    assert stranger.get(path(data), headers=with_link(data)).get_json()["data"]["status"] == "CONFIRMED"


def test_the_link_confirms_once(stranger: Person, desk: Desk) -> None:
    token = mailed_token(booked_by_guest(stranger, desk))

    answers = at_once([lambda: confirm(stranger, token) for _ in range(4)])

    assert sorted(answer.status_code for answer in answers) == [201, 400, 400, 400]
    refused = next(answer for answer in answers if answer.status_code == 400)
    assert refused.get_json()["error"]["code"] == "TOKEN_NOT_USABLE"


def test_without_the_link_the_time_is_free_again(stranger: Person, desk: Desk) -> None:
    booking_id = booked_by_guest(stranger, desk)
    token = mailed_token(booking_id)
    hold_runs_out(booking_id)
    work_off()

    assert occupied(booking_id) == 0
    assert confirm(stranger, token).status_code == 409


def test_no_answer_tells_whether_the_address_has_an_account(
    stranger: Person, ben: Person, desk: Desk
) -> None:
    known = execute("SELECT email FROM users WHERE id = :id", id=ben.user_id)

    answers = [
        ask_as_guest(stranger, desk, hour=8, email=known),
        ask_as_guest(stranger, desk, hour=12, email="nobody@example.com"),
    ]

    messages = {(answer.status_code, answer.get_json()["data"]["message"]) for answer in answers}
    assert len(messages) == 1
    assert execute("SELECT count(*) FROM bookings WHERE client_id = :id", id=ben.user_id) == 0


def test_a_guest_pays_moves_and_cancels_by_the_link(stranger: Person, paid_desk: Desk) -> None:
    data = confirmed(stranger, paid_desk)
    assert (data["step"], data["paymentUrl"] is not None) == ("HELD", True)
    opened(data["id"])
    becomes(data["id"], "CAPTURED")

    moved = stranger.put(
        path(data), {"startTime": paid_desk.at(14).isoformat()}, headers=with_link(data)
    ).get_json()["data"]
    ended = stranger.post(path(data, "cancel"), {"reason": "Flu."}, headers=with_link(data))

    assert (moved["status"], moved["startTime"][11:16]) == ("CONFIRMED", "14:00")
    assert ended.get_json()["data"]["status"] == "CANCELLED"
    assert ended.get_json()["data"]["cancelledBy"] == "CLIENT"


@pytest.mark.parametrize("token", ["", "7.8.x", "1.2." + "A" * 43])
def test_a_forged_link_finds_nothing(stranger: Person, desk: Desk, token: str) -> None:
    data = confirmed(stranger, desk)

    assert stranger.get(path(data), headers={"Booking-Token": token}).status_code == 404
    assert stranger.post(path(data, "cancel"), headers={"Booking-Token": token}).status_code == 404


def test_a_link_is_good_for_its_own_booking_alone(stranger: Person, desk: Desk) -> None:
    mine, other = confirmed(stranger, desk), confirmed(stranger, desk, hour=12)

    assert stranger.get(path(other), headers=with_link(mine)).status_code == 404


def test_each_mail_to_a_guest_carries_the_link(stranger: Person, desk: Desk) -> None:
    data = confirmed(stranger, desk)

    assert f"/guest/bookings/{data['id']}#token={data['token']}" in letter(data["id"], "booking_confirmed")


def test_an_account_takes_a_booking_over_and_the_link_dies(
    stranger: Person, ben: Person, cleo: Person, paid_desk: Desk
) -> None:
    data = confirmed(stranger, paid_desk)

    answer = ben.post(path(data, "claim"), headers=with_link(data))

    assert answer.get_json()["data"]["clientId"] == ben.user_id
    assert standing(ben, data["id"])[:2] == ("PENDING", "HELD")
    client = "SELECT client_id FROM payments WHERE booking_id = :id"
    assert execute(client, id=data["id"]) == ben.user_id
    assert stranger.get(path(data), headers=with_link(data)).status_code == 404
    assert cleo.post(path(data, "claim"), headers=with_link(data)).status_code == 404


def test_a_booking_is_taken_over_once(stranger: Person, ben: Person, cleo: Person, desk: Desk) -> None:
    data = confirmed(stranger, desk)

    answers = at_once(
        [lambda who=who: who.post(path(data, "claim"), headers=with_link(data)) for who in (ben, cleo)]
    )

    assert sorted(answer.status_code for answer in answers) == [200, 404]


def test_what_is_not_confirmed_cannot_be_taken_over(stranger: Person, ben: Person, desk: Desk) -> None:
    booking_id = booked_by_guest(stranger, desk)
    guest = execute("SELECT client_id FROM bookings WHERE id = :id", id=booking_id)
    data = {"id": booking_id, "token": guest_links.token_of(booking_id, guest)}

    assert ben.post(path(data, "claim"), headers=with_link(data)).status_code == 409


def test_a_guest_becomes_an_account_by_choosing_a_password(stranger: Person, desk: Desk) -> None:
    address = "later@example.com"
    data = confirmed(stranger, desk, email=address)

    answer = stranger.post(path(data, "account"), headers=with_link(data))

    assert answer.status_code == 202
    assert execute("SELECT guest FROM users WHERE id = :id", id=data["clientId"])
    with transaction() as session:
        (delivery,) = tell(session, "password_reset", occasion="x", user_id=data["clientId"])
        mail = compose(session, delivery, now=ports().clock.now())
    assert isinstance(mail, Letter)
    found = re.search(r"/reset-password#token=(\S+)", mail.text)
    assert found is not None
    reset = {"token": found[1], "password": "correct horse battery"}
    assert stranger.post("/v1/auth/reset-password", reset).status_code == 204
    login = stranger.post("/v1/auth/login", {"email": address, "password": "correct horse battery"})
    access = {"Authorization": f"Bearer {login.get_json()['data']['accessToken']}"}
    mine = stranger.get("/v1/bookings", headers=access).get_json()["data"]
    assert [booking["id"] for booking in mine] == [data["id"]]


def test_the_owner_of_an_address_hears_that_they_have_an_account(
    stranger: Person, ben: Person, desk: Desk
) -> None:
    known = execute("SELECT email FROM users WHERE id = :id", id=ben.user_id)
    data = confirmed(stranger, desk, email=known)

    stranger.post(path(data, "account"), headers=with_link(data))

    kinds = execute(
        "SELECT array_agg(args->>'kind') FROM tasks WHERE actor = 'notifications.tell'"
        " AND args->>'user_id' = :id",
        id=str(ben.user_id),
    )
    assert kinds == ["account_exists"]


def test_an_address_may_be_a_guest_many_times_and_an_account_once(stranger: Person, desk: Desk) -> None:
    confirmed(stranger, desk, email="often@example.com")
    confirmed(stranger, desk, hour=12, email="OFTEN@example.com")
    body = {
        "email": "often@example.com",
        "password": "correct horse battery",
        "firstName": "O",
        "lastName": "F",
        "role": "CLIENT",
        "timezone": "UTC",
    }

    assert [stranger.post("/v1/auth/register", body).status_code for _ in range(2)] == [202, 202]

    accounts = "SELECT count(*) FROM users WHERE lower(email) = 'often@example.com' AND NOT guest"
    assert execute(accounts) == 1


def test_a_provider_books_for_somebody_by_their_address(desk: Desk) -> None:
    contact = {"email": "pat@example.com", "firstName": "Gus", "lastName": "Phone"}
    body = {"client": contact, "offeringId": desk.offering_id, "startTime": desk.at(10).isoformat()}

    answer = desk.owner.post(f"/v1/providers/{desk.provider_id}/bookings", body)

    data = answer.get_json()["data"]
    assert (answer.status_code, data["status"]) == (201, "CONFIRMED")
    assert told(data["id"]) == ["booking_confirmed"]
    assert f"/guest/bookings/{data['id']}#token=" in letter(data["id"], "booking_confirmed")


@pytest.mark.parametrize("named", ["both", "none"])
def test_a_provider_names_one_client(ben: Person, desk: Desk, named: str) -> None:
    book(ben, desk, desk.at(8))
    body: dict[str, Any] = {"offeringId": desk.offering_id, "startTime": desk.at(10).isoformat()}
    if named == "both":
        contact = {"email": "pat@example.com", "firstName": "Pat", "lastName": "Phone"}
        body |= {"clientId": ben.user_id, "client": contact}

    assert refused_fields(desk.owner.post(f"/v1/providers/{desk.provider_id}/bookings", body)) == {"clientId"}


@pytest.mark.parametrize(
    ("field", "value"), [("email", "nobody"), ("firstName", ""), ("timezone", "Mars/Base"), ("locale", "xx")]
)
def test_a_guest_says_who_they_are(stranger: Person, desk: Desk, field: str, value: str) -> None:
    assert field in refused_fields(ask_as_guest(stranger, desk, **{field: value}))
