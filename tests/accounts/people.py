"""Ada offers, Ben books, Cleo must see nothing: each test has its own of them."""

import secrets
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts import service
from app.accounts.models import User
from app.db.ledger.models import TaskRow
from app.db.session import reading, transaction

PASSWORD = "a quiet walk to the harbour"


def unique(name: str) -> str:
    return f"{name}.{secrets.token_hex(5)}@example.org"


def form(name: str, **changes: Any) -> dict[str, Any]:
    """What somebody of this name fills in to register."""
    filled = {
        "email": unique(name),
        "password": PASSWORD,
        "firstName": name.title(),
        "lastName": "Lovelace",
        "role": "PROVIDER" if name == "ada" else "CLIENT",
        "timezone": "Europe/London",
    }
    return {key: value for key, value in (filled | changes).items() if value is not ...}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with an account, logged in as a program."""

    id: int
    email: str
    access: str
    refresh: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access}"}


def join(web: FlaskClient, name: str, **changes: Any) -> Member:
    filled = form(name, **changes)
    assert web.post("/v1/auth/register", json=filled).status_code == 202
    return log_in(web, filled["email"])


def log_in(web: FlaskClient, email: str, password: str = PASSWORD) -> Member:
    tokens = answer(web.post("/v1/auth/login", json={"email": email, "password": password}), 200)
    return Member(user_id(email), email, tokens["accessToken"], tokens["refreshToken"])


def answer(response: TestResponse, status: int) -> Any:
    """The data of an answer that has this status."""
    assert response.status_code == status, response.get_json()
    return response.get_json()["data"]


def refusal(response: TestResponse, status: int) -> dict[str, Any]:
    """The error of an answer that has this status."""
    assert response.status_code == status, response.get_data(as_text=True)
    error: dict[str, Any] = response.get_json()["error"]
    return error


def wrong_fields(response: TestResponse) -> set[str]:
    return {detail["field"] for detail in refusal(response, 400)["details"]}


def user_id(email: str) -> int:
    with reading() as session:
        return session.scalars(
            select(User.id).where(func.lower(User.email) == email.lower(), User.deleted_at.is_(None))
        ).one()


def told(user_id: int) -> list[str]:
    """Which mails are owed to somebody, in order."""
    with reading() as session:
        owed = select(TaskRow.args).where(TaskRow.actor == "notifications.tell").order_by(TaskRow.id)
        return [args["kind"] for args in session.scalars(owed) if args.get("user_id") == user_id]


def mailed(user_id: int, purpose: str) -> str:
    """The token of a link, as the mail's sender mints it."""
    with transaction() as session:
        return service.mint_one_time_token(session, user_id, purpose)
