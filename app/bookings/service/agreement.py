"""Terms other than those that stand in the list: of a quote, a promo code, a package paid ahead, more seats.

A plain booking pays for none of this: its statement reads the price where it is listed. These ones carry the
price that they were promised, and nothing else about the statement differs.
"""

from dataclasses import replace
from typing import Any

from app.availability.schedule import Schedule
from app.availability.slots.quote import read_quote
from app.bookings.events import RequestBooking
from app.bookings.questionnaire import Answer, answered
from app.bookings.rules import Policy, at_stake
from app.bookings.service.questionnaire import keep_answers
from app.db.fast import Row, Run, atomically, fetch_one
from app.kernel.money import Money
from app.promotions.service.redeem import Redeem, redeem
from app.promotions.service.spend import spend
from app.providers import links

# What the statement that accepts a booking reads as its terms, and what it writes beside them.
LISTED = """o.price_minor, o.currency, o.payment, p.cancel_free_hours,
           p.cancel_late_percent, o.no_show_percent, o.deposit_percent"""
AGREED = """%(price_minor)s::bigint AS price_minor, %(currency)s::text AS currency,
           coalesce(%(payment)s::text, o.payment) AS payment,
           coalesce(%(free_hours)s::int, p.cancel_free_hours) AS cancel_free_hours,
           coalesce(%(late_percent)s::int, p.cancel_late_percent) AS cancel_late_percent,
           coalesce(%(no_show_percent)s::int, o.no_show_percent) AS no_show_percent,
           coalesce(%(deposit_percent)s::int, o.deposit_percent) AS deposit_percent"""
# The most that a policy may keep, of a row's own columns; nobody is late where there are no free hours.
_STAKE = """({price} * greatest(no_show_percent, CASE WHEN cancel_free_hours > 0
    THEN cancel_late_percent ELSE 0 END) / 100)"""
STAKE_OF_PRICE, AT_STAKE = _STAKE.format(price="price_minor"), _STAKE.format(price="amount_minor")
COLUMNS = ", seats, joint, pinned, promo_code_id, discount_minor, package_purchase_id, link_id"
VALUES = """, %(seats)s, %(joint)s, %(pinned)s, %(promo_code_id)s, %(discount_minor)s,
    %(package_purchase_id)s, %(link_id)s"""


def with_promise(command: RequestBooking) -> RequestBooking:
    """The same wish with what its quote says, if it has one. Raises InvalidInput at `quote`."""
    if command.quote is None:
        return command
    promised = read_quote(
        command.quote,
        provider_id=command.provider_id,
        offering_id=command.offering_id,
        start=command.start,
    )
    return replace(command, promised=promised, offering_id=promised.offering_id)


def accept_on_terms(
    statement: str, values: dict[str, Any], schedule: Schedule, command: RequestBooking
) -> Row | None:
    """Run the accepting statement with what was promised, and redeem what is named, all or nothing.

    Raises:
        PromoCodeRefused, PackageRefused, LinkNotUsable.
        InvalidInput: an answer is wrong or missing.
    """
    terms, answers = _quoted(schedule, command), answers_to(schedule, command)
    if not (command.promo_code or command.package_purchase_id or command.link or answers):
        return fetch_one(statement, values | terms)
    with atomically() as run:
        if command.link is not None:
            terms["link_id"] = links.use(run, command.link, schedule.offering_id)
        if command.package_purchase_id is not None:
            spend(run, command.package_purchase_id, command.client_id, schedule.offering_id)
            terms |= {"price_minor": 0, "package_purchase_id": command.package_purchase_id}
        if command.promo_code is not None:
            terms |= _reduced(run, schedule, command, Money(terms["price_minor"], terms["currency"]))
        row = run(statement, values | terms)
        if row is not None and row["id"] is not None:
            keep_answers(run, row["id"], answers)
        return row


def answers_to(schedule: Schedule, command: RequestBooking) -> list[Answer]:
    """The answers to the offering's questions. A quote promised a time that asked no more than this."""
    required = command.promised is None
    return answered(schedule.facts["questions"], command.answers or {}, all_required=required)


def agreed(schedule: Schedule, command: RequestBooking) -> dict[str, Any]:
    """The price and policy of this moment as columns; a code or a package comes with the form."""
    terms, facts = _quoted(schedule, command), schedule.facts
    policy = Policy(
        _or(terms["free_hours"], facts["cancel_free_hours"]),
        _or(terms["late_percent"], facts["cancel_late_percent"]),
        _or(terms["no_show_percent"], facts["no_show_percent"]),
    )
    price_minor, payment = terms["price_minor"], terms["payment"] or facts["payment"]
    secured = payment == "CARD" and at_stake(price_minor, policy) > 0
    return {
        "payment_required": secured or (payment == "NOW" and price_minor > 0),
        "card_hold": secured,
        "amount_minor": price_minor,
        "currency": terms["currency"],
        "cancel_free_hours": policy.free_hours,
        "cancel_late_percent": policy.late_percent,
        "no_show_percent": policy.no_show_percent,
        "deposit_percent": _or(terms["deposit_percent"], facts["deposit_percent"]),
        "pinned": terms["pinned"],
    }


def _or(promised: int | None, listed: int) -> int:
    return listed if promised is None else promised


def _quoted(schedule: Schedule, command: RequestBooking) -> dict[str, Any]:
    """The quote's price and policy; else the listed price, which the timetable's version vouches for.

    Either is the price of a seat.
    """
    quote = command.promised
    price = schedule.price if quote is None else quote.price
    return {
        "price_minor": price.minor * command.seats,
        "currency": price.currency,
        "seats": command.seats,
        "joint": schedule.joint,
        "payment": None if quote is None else quote.payment,
        "free_hours": None if quote is None else quote.free_hours,
        "late_percent": None if quote is None else quote.late_percent,
        "no_show_percent": None if quote is None else quote.no_show_percent,
        "deposit_percent": None if quote is None else quote.deposit_percent,
        "pinned": quote is not None,
        "promo_code_id": None,
        "discount_minor": 0,
        "package_purchase_id": None,
        "link_id": None,
    }


def _reduced(run: Run, schedule: Schedule, command: RequestBooking, price: Money) -> dict[str, Any]:
    """The price after the promo code's discount."""
    asked = Redeem(
        provider_id=schedule.provider_id,
        offering_id=schedule.offering_id,
        client_id=command.client_id,
        code=command.promo_code or "",
        price=price,
    )
    redeemed = redeem(run, asked)
    return {
        "price_minor": price.minor - redeemed.discount_minor,
        "discount_minor": redeemed.discount_minor,
        "promo_code_id": redeemed.promo_code_id,
    }
