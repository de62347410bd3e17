"""Where a body is asked for, there has to be one."""

from flask.testing import FlaskClient

from app.ports import Ports
from tests.http.conftest import speaks_for


def test_a_body_that_is_asked_for_must_be_sent(web: FlaskClient, installed: Ports) -> None:
    answer = web.put("/v1/users/me", headers=speaks_for("CLIENT", installed))

    assert answer.status_code == 400
    assert answer.get_json()["error"]["details"] == [{"field": "body", "message": "Send a JSON object."}]


def test_a_body_that_may_be_left_out_may(web: FlaskClient, installed: Ports) -> None:
    answer = web.post("/v1/bookings/1/decline", headers=speaks_for("PROVIDER", installed))

    assert answer.status_code == 404
