"""Connecting an account: consent bound to whoever began, what is chosen at first, and the end of it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.adapters.calendars.memory import Kept, MemoryCalendars
from app.calendars.service.consents import challenge_of
from app.calendars.service.farewell import leave_calendars
from app.db.session import transaction
from tests.api import Person, execute, refused_fields
from tests.calendars.stage import HOUR, Diary, consent, free_starts, spoken, told, work_off
from tests.factories.desks import Desk
from tests.fixtures.web import MovableClock


def begun(person: Person) -> dict[str, str]:
    answer = person.post("/v1/calendars/consents", {"kind": "google"})
    assert answer.status_code == 200, answer.text
    return {
        name: values[0]
        for name, values in parse_qs(urlsplit(answer.get_json()["data"]["address"]).query).items()
    }


def test_kinds_say_what_they_need(ada: Person) -> None:
    kinds = ada.get("/v1/calendars/kinds").get_json()["data"]

    assert kinds == [{"kind": "google", "needs": "CONSENT", "writes": True, "pushes": True}]


def test_a_providers_main_calendar_blocks_and_receives_at_first(diary: Diary) -> None:
    main = diary.main

    assert (main["blocks"], main["receives"], main["closedWhenUnreadable"]) == (True, True, False)
    assert main["lastReadAt"] is not None
    assert (main["degraded"], main["pushed"], main["problem"]) == (False, True, None)
    assert diary.shown["account"] == ""


def test_a_clients_calendar_only_receives(ben: Person, company: MemoryCalendars) -> None:
    diary = Diary.connected(ben, company)

    assert (diary.main["blocks"], diary.main["receives"]) == (False, True)
    answer = ben.put(f"/v1/calendars/{diary.main['id']}", {"blocks": True})
    assert refused_fields(answer) == {"blocks"}


def test_the_state_is_good_once_and_for_whoever_began(ada: Person, ben: Person) -> None:
    asked = begun(ada)
    back = {"state": asked["state"], "code": "somebody@company.example"}

    stolen = ben.post("/v1/calendars/consents/finish", back)
    first = ada.post("/v1/calendars/consents/finish", back)
    again = ada.post("/v1/calendars/consents/finish", back)

    assert [answer.status_code for answer in (stolen, first, again)] == [400, 202, 400]
    assert again.get_json()["error"]["code"] == "CONSENT_NOT_USABLE"
    assert ben.get("/v1/calendars/connections").get_json()["data"] == []


def test_a_state_grows_old(ada: Person, clock: MovableClock) -> None:
    asked = begun(ada)
    clock.ahead += HOUR

    back = ada.post("/v1/calendars/consents/finish", {"state": asked["state"], "code": "a"})

    assert back.get_json()["error"]["code"] == "CONSENT_NOT_USABLE"


def test_the_verifier_never_leaves_and_fits_the_challenge(ada: Person) -> None:
    asked = begun(ada)

    assert len(asked["challenge"]) == 43
    assert asked["challenge"] != asked["state"]
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == (
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # RFC 7636, appendix B
    )


def test_whoever_says_no_connects_nothing(ada: Person) -> None:
    back = ada.post("/v1/calendars/consents/finish", {"state": begun(ada)["state"]})

    assert back.get_json()["error"]["code"] == "CONSENT_NOT_USABLE"


def test_a_code_that_the_company_refuses_fails_the_connection(ada: Person) -> None:
    number = consent(ada, "denied")
    work_off()

    shown = ada.get(f"/v1/calendars/connections/{number}").get_json()["data"]

    assert (shown["state"], shown["problem"], shown["calendars"]) == ("FAILED", "CONSENT_LOST", [])


def test_a_browser_comes_back_to_the_page(ada: Person) -> None:
    asked = begun(ada)

    signed_out = Person(ada.app).get(f"/v1/calendars/consents/callback?state={asked['state']}&code=x&scope=y")
    signed_in = ada.get(f"/v1/calendars/consents/callback?state={asked['state']}&code=x")

    assert signed_out.status_code == 303
    assert signed_out.headers["Location"] == f"/account/calendars?state={asked['state']}&code=x"
    assert signed_in.headers["Location"].startswith("/account/calendars?connection=")


def test_credentials_rest_sealed(diary: Diary) -> None:
    stored = execute("SELECT sealed FROM calendar_connections WHERE id = :id", id=diary.connection_id)

    assert diary.account.encode() not in bytes(stored)


def test_disconnecting_opens_the_time_and_tells_the_company(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    diary.add("dentist", desk.at(10))
    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())

    answer = ada.delete(f"/v1/calendars/connections/{diary.connection_id}")

    assert answer.status_code == 204
    assert spoken(desk.at(10)) in free_starts(ben, desk, desk.at())
    assert ada.get("/v1/calendars/connections").get_json()["data"] == []
    assert diary.book.open
    work_off()
    assert not diary.book.open
    assert diary.book.channels == {}
    assert execute("SELECT count(*) FROM calendar_connections WHERE id = :id", id=diary.connection_id) == 0


def test_nobody_sees_or_touches_other_peoples(cleo: Person, diary: Diary) -> None:
    one = f"/v1/calendars/connections/{diary.connection_id}"
    answers = [
        cleo.get(one),
        cleo.delete(one),
        cleo.post(f"{one}/refresh"),
        cleo.put(f"/v1/calendars/{diary.main['id']}", {"blocks": False}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert diary.main["blocks"]


def test_a_lost_consent_is_told_once_and_what_was_known_counts_on(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    diary.add("dentist", desk.at(10))
    diary.book.open = False

    diary.told()
    diary.told()

    assert (diary.shown["state"], diary.shown["problem"]) == ("LOST", "CONSENT_LOST")
    assert spoken(desk.at(10)) not in free_starts(ben, desk, desk.at())
    assert told(ada, "calendar_lost") == 1


def test_connecting_again_keeps_what_was_chosen_and_catches_up(
    ada: Person, ben: Person, desk: Desk, diary: Diary
) -> None:
    diary.choose(closedWhenUnreadable=True)
    diary.book.open = False
    diary.told()
    diary.company.write(diary.account, "later", Kept(desk.at(14), desk.at(15), 0))
    diary.book.open = True

    again = consent(ada, diary.account)
    work_off()

    assert again == diary.connection_id
    assert (diary.shown["state"], diary.main["closedWhenUnreadable"]) == ("ACTIVE", True)
    assert spoken(desk.at(14)) not in free_starts(ben, desk, desk.at())


def test_who_goes_leaves_no_calendar_connected(ada: Person, diary: Diary) -> None:
    with transaction() as session:
        leave_calendars(session, ada.user_id)
    work_off()

    assert not diary.book.open


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "kind"),
        ({"kind": "caldav"}, "url"),
        ({"kind": "caldav", "url": "http://calendar.example/"}, "url"),
        ({"kind": "caldav", "url": "https://127.0.0.1/"}, "url"),
        ({"kind": "ics", "url": "https://localhost/a.ics"}, "url"),
        ({"kind": "ics", "url": "https://user:pass@calendar.example/a.ics"}, "url"),
        ({"kind": "ics", "url": "file:///etc/passwd"}, "url"),
        ({"kind": "outlook", "url": "https://calendar.example/"}, "kind"),
        ({"kind": "caldav", "url": "https://calendar.example/", "password": "p" * 501}, "password"),
    ],
)
def test_bad_bodies_name_their_field(ada: Person, body: dict[str, str], field: str) -> None:
    assert field in refused_fields(ada.post("/v1/calendars/connections", body))


def test_no_request_ever_speaks_to_a_company(ada: Person, ben: Person, desk: Desk, diary: Diary) -> None:
    """Whatever people ask for, only workers open an account."""
    opened = diary.company.opened
    one = f"/v1/calendars/connections/{diary.connection_id}"

    consent(ada, "another@company.example")
    answers = [
        ada.get("/v1/calendars/connections"),
        ada.post(f"{one}/refresh"),
        ada.put(f"/v1/calendars/{diary.main['id']}", {"blocks": False, "receives": False}),
        ada.put(f"/v1/calendars/{diary.main['id']}", {"blocks": True, "receives": True}),
        ben.get(desk.slots, query_string={"from": spoken(desk.at(0)), "to": spoken(desk.at(20))}),
        ben.post("/v1/bookings", desk.wanted(desk.at(10)), headers={"Prefer": "respond-async"}),
        ada.get("/v1/calendars/conflicts"),
        ada.delete(one),
    ]

    assert [answer.status_code for answer in answers] == [200, 202, 200, 200, 200, 202, 200, 204]
    assert diary.company.opened == opened
