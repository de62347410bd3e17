"""Unknown addresses, wrong methods, other origins."""

import pytest
from flask.testing import FlaskClient

ODD_IDS = ["0", "-1", "007", "1.0", "9" * 16, str(2**63), "\N{ARABIC-INDIC DIGIT THREE}", "abc"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("odd", ODD_IDS)
def test_what_is_no_id_is_not_found_by_any_method(web: FlaskClient, method: str, odd: str) -> None:
    answer = web.open(f"/v1/bookings/{odd}", method=method)

    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] == "NOT_FOUND"


def test_an_unknown_address_is_told_in_the_shape_of_all_errors(web: FlaskClient) -> None:
    answer = web.get("/v1/nowhere")

    assert answer.status_code == 404
    assert answer.get_json()["error"]["path"] == "/v1/nowhere"


def test_a_wrong_method_is_told_the_right_ones(web: FlaskClient) -> None:
    answer = web.patch("/v1/bookings/1")

    assert answer.status_code == 405
    assert answer.get_json()["error"]["code"] == "METHOD_NOT_ALLOWED"
    assert {method.strip() for method in answer.headers["Allow"].split(",")} == {
        "GET",
        "HEAD",
        "PUT",
        "DELETE",
        "OPTIONS",
    }


def test_options_names_the_methods_and_says_nothing_else(web: FlaskClient) -> None:
    answer = web.options("/v1/bookings/1")

    assert (answer.status_code, answer.get_data()) == (204, b"")
    assert "PUT" in answer.headers["Allow"]
    assert "Content-Type" not in answer.headers


def test_head_is_get_without_a_body(web: FlaskClient) -> None:
    head, get = web.head("/health"), web.get("/health")

    assert (head.status_code, head.get_data()) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


@pytest.mark.parametrize("method", ["GET", "OPTIONS", "POST"])
def test_pages_of_other_origins_are_not_let_in(web: FlaskClient, method: str) -> None:
    asking = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}

    answer = web.open("/v1/bookings", method=method, headers=asking)

    assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]
