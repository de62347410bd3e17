"""A provider chooses a plan, changes it, lets it end and goes on: by the company's truth alone."""

from dataclasses import replace

import pytest

from app.db.session import transaction
from app.plans import service
from app.ports import install, ports
from app.ports.subscriptions import Subscription, SubscriptionState
from tests.api import execute
from tests.plans.conftest import MINE, Hall


def code_of(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["error"]["code"]  # type: ignore[attr-defined]


def test_the_plans_on_sale_are_listed_to_everybody_the_cheapest_first(hall: Hall) -> None:
    listed = hall.ada.get("/v1/plans").get_json()["data"]

    assert [(plan["code"], plan["price"], plan["interval"]) for plan in listed] == [
        ("studio", 10, "month"),
        ("school", 40, "month"),
    ]


def test_choosing_leads_to_the_company_and_agreeing_there_begins_the_plan(hall: Hall) -> None:
    before = hall.standing()
    chosen = hall.chooses()

    hall.agrees()

    assert (before["status"], chosen["status"]) == (None, "OPEN")
    assert chosen["url"].startswith("http://book.example/sandbox/plans/sub_")
    after = hall.standing()
    assert (after["status"], after["planCode"], after["price"]) == ("ACTIVE", "studio", 10)
    assert (after["url"], after["endsAtPeriodEnd"], after["lapsesAt"]) == (None, False, None)


def test_a_checkout_that_was_left_is_followed_by_another_one(hall: Hall) -> None:
    first, second = hall.chooses("studio")["url"], hall.chooses("school")["url"]

    hall.agrees()

    assert first != second
    assert hall.standing()["planCode"] == "school"


def test_who_has_a_plan_changes_it_instead_of_choosing_another(hall: Hall) -> None:
    hall.subscribed()

    assert code_of(hall.ada.post(MINE, {"planCode": "school"})) == (409, "PLAN_RUNNING")


def test_a_change_is_told_before_and_settled_in_proportion(hall: Hall) -> None:
    hall.subscribed()

    due = hall.ada.post(f"{MINE}/preview", {"planCode": "school"}).get_json()["data"]
    changed = hall.ada.put(MINE, {"planCode": "school"}).get_json()["data"]

    assert (29.9 <= due["dueNow"] <= 30, due["currency"]) == (True, "EUR")
    assert (changed["planCode"], changed["status"]) == ("school", "ACTIVE")


def test_a_plan_ends_with_the_paid_time_unless_it_is_resumed(hall: Hall) -> None:
    hall.subscribed()

    ending = hall.ada.delete(MINE).get_json()["data"]
    going_on = hall.ada.post(f"{MINE}/resume").get_json()["data"]
    hall.ada.delete(MINE)
    hall.passes(31)

    assert (ending["status"], ending["endsAtPeriodEnd"], going_on["endsAtPeriodEnd"]) == (
        "ACTIVE",
        True,
        False,
    )
    assert hall.standing()["status"] == "ENDED"


def test_the_portal_is_at_the_company(hall: Hall) -> None:
    hall.subscribed()

    answer = hall.ada.post(f"{MINE}/portal", {"returnPath": "/work"})

    assert answer.get_json()["data"]["url"].startswith("http://book.example/sandbox/plans/of/")


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("put", MINE, {"planCode": "school"}),
        ("post", f"{MINE}/preview", {"planCode": "school"}),
        ("delete", MINE, None),
        ("post", f"{MINE}/resume", None),
        ("post", f"{MINE}/portal", {}),
    ],
)
def test_without_a_plan_there_is_nothing_to_change(
    hall: Hall, verb: str, path: str, body: dict[str, str] | None
) -> None:
    ask = getattr(hall.ada, verb)

    answer = ask(path) if body is None else ask(path, body)

    assert code_of(answer) == (409, "NO_PLAN")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"planCode": "palace"}, "planCode"),
        ({"planCode": "Studio!"}, "planCode"),
        ({}, "planCode"),
        ({"planCode": "studio", "returnPath": "//evil.example"}, "returnPath"),
    ],
)
def test_bad_input_names_its_field(hall: Hall, body: dict[str, str], field: str) -> None:
    answer = hall.ada.post(MINE, body)

    assert answer.status_code == 400
    assert [detail["field"] for detail in answer.get_json()["error"]["details"]] == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"price": 0}, "price"),
        ({"price": 1.005}, "price"),
        ({"interval": "day"}, "interval"),
        ({"trialDays": -1}, "trialDays"),
        ({"currency": "euro"}, "currency"),
        ({"code": "A plan"}, "code"),
    ],
)
def test_a_plan_that_cannot_be_sold_names_its_field(
    hall: Hall, change: dict[str, object], field: str
) -> None:
    body = {"code": "new", "name": "New", "price": 5, "currency": "EUR", "interval": "month", **change}

    answer = hall.admin.post("/v1/plans", body)

    assert answer.status_code == 400
    assert [detail["field"] for detail in answer.get_json()["error"]["details"]] == [field]


def test_only_administrators_sell_and_withdraw_plans(hall: Hall) -> None:
    (studio, _) = hall.ada.get("/v1/plans").get_json()["data"]
    hall.subscribed()

    refused = hall.ada.delete(f"/v1/plans/{studio['id']}").status_code
    withdrawn = hall.admin.delete(f"/v1/plans/{studio['id']}").status_code

    assert (refused, withdrawn) == (403, 204)
    assert [plan["code"] for plan in hall.ada.get("/v1/plans").get_json()["data"]] == ["school"]
    assert hall.standing()["planCode"] == "studio"  # who has it keeps it


def test_a_site_without_a_company_for_it_sells_no_plans(hall: Hall) -> None:
    install(replace(ports(), subscriptions=None))

    assert code_of(hall.ada.post(MINE, {"planCode": "studio"})) == (409, "PLANS_NOT_OFFERED")


def test_the_end_of_an_earlier_subscription_is_no_news(hall: Hall) -> None:
    hall.subscribed()
    old = Subscription(
        reference="sub_old",
        provider_id=hall.desk.provider_id,
        state=SubscriptionState.ENDED,
        price=None,
        customer=None,
        period_end=None,
        ends_at_period_end=False,
    )

    with transaction() as session:
        assert service.record(session, old, now=ports().clock.now()) is None

    assert hall.standing()["status"] == "ACTIVE"


def test_a_second_plan_that_was_paid_too_ends_with_its_time_and_the_first_stays(hall: Hall) -> None:
    tabs = []
    for code in ("studio", "school"):
        hall.chooses(code)
        tabs.append(hall.reference or "")

    for reference in (*tabs, tabs[1]):
        hall.agrees_to(reference)

    standing = hall.standing()
    ending = "SELECT array_agg(ends_at_period_end ORDER BY created_at) FROM sandbox_subscriptions"
    assert (standing["status"], standing["planCode"], hall.reference) == ("ACTIVE", "studio", tabs[0])
    assert execute(ending) == [False, True]
