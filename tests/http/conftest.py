"""A small feature of the tests' own, so that manners can be seen without any other feature."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from marshmallow import fields
from sqlalchemy import text

from app import factory
from app.adapters.tasks.memory import MemoryBell
from app.db.session import transaction
from app.http import tokens
from app.http.api import ApiBlueprint
from app.http.auth import Principal
from app.http.idempotency import idempotent
from app.http.schemas import Schema
from app.kernel.ids import uuid7
from app.ports import Ports
from config.settings import Settings
from tests.fixtures.web import MovableClock, in_memory, standing


@dataclass
class Shop:
    """How often the view was asked, and what it does around its transaction."""

    asked: int = 0
    before: Callable[[], object] = field(default=lambda: None)
    after: Callable[[], object] = field(default=lambda: None)

    def reopen(self) -> None:
        self.asked, self.before, self.after = 0, lambda: None, lambda: None


class Wish(Schema):
    what = fields.String(required=True)
    how_many = fields.Integer(load_default=1)


class Receipt(Schema):
    number = fields.Integer(required=True)
    what = fields.String(required=True)


@pytest.fixture(scope="module")
def shop() -> Shop:
    return Shop()


@pytest.fixture(autouse=True)
def open_shop(shop: Shop) -> None:
    shop.reopen()


@pytest.fixture(scope="module")
def shop_application(settings: Settings, shop: Shop) -> Flask:
    with standing(in_memory(settings, MovableClock(), MemoryBell())):
        app = factory.build(settings)
    blueprint = ApiBlueprint("shop", __name__, url_prefix="/v1/shop")

    @blueprint.route("/orders", methods=["POST"])
    @blueprint.signed_in()
    @blueprint.reads(Wish)
    @idempotent
    @blueprint.returns(201, Receipt)
    @blueprint.refuses(404)
    def order(principal: Principal, body: dict[str, Any]) -> Any:
        """Order something: the transaction leaves a mark in the database."""
        shop.asked += 1
        number = shop.asked
        shop.before()
        with transaction(actor_id=principal.user_id) as session:
            session.execute(
                text("INSERT INTO inbox (source, event_id, kind, reference) VALUES ('shop', :id, :what, '')"),
                {"id": f"{principal.user_id}-{uuid7()}", "what": body["what"]},
            )
        shop.after()
        return {"number": number, "what": body["what"]}, {"Location": f"/v1/shop/orders/{number}"}

    @blueprint.route("/closed", methods=["GET"])
    @blueprint.signed_in("ADMIN")
    @blueprint.returns(204)
    def closed(principal: Principal) -> None:
        """For administrators alone."""
        del principal

    app.extensions["flask-smorest"]["apis"][""]["ext_obj"].register_blueprint(blueprint)
    return app


@pytest.fixture
def door(shop_application: Flask, installed: Ports) -> FlaskClient:
    del installed
    return shop_application.test_client(use_cookies=False)


@pytest.fixture
def ben(installed: Ports) -> dict[str, str]:
    """The header that speaks for Ben."""
    return speaks_for("CLIENT", installed)


@pytest.fixture
def cleo(installed: Ports) -> dict[str, str]:
    return speaks_for("CLIENT", installed)


def speaks_for(role: str, installed: Ports) -> dict[str, str]:
    """An access token of somebody who needs no row for what these tests ask."""
    token = tokens.mint(
        user_id=10**9 + secrets.randbelow(10**9),
        email="somebody@example.org",
        role=role,
        sign_in=str(uuid7()),
        now=installed.clock.now(),
    )
    return {"Authorization": f"Bearer {token}"}
