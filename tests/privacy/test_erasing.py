"""Words are planted wherever a person can write some; after the erasing no table has one of them."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from app.db import tables
from app.db.base import Base
from app.db.session import database_now, transaction
from app.kernel.errors import Conflict
from app.ports import ports
from app.privacy import service
from tests.api import Person, execute
from tests.bookings.asking import book
from tests.bookings.files.sending import a_day_passes, sent
from tests.factories.desks import Desk
from tests.privacy.doing import work_off

tables.load()
# `:id` is the person, `:desk` the provider, `:booking` the booking, `:word` what is planted.
OF_A_CLIENT = """
UPDATE users SET email = :word || id || '@example.com', first_name = :word, last_name = :word,
    suspended_why = :word, phone_encrypted = convert_to(:word, 'UTF8'), password_hash = :word WHERE id = :id;
UPDATE bookings SET notes = :word, explanation = :word WHERE client_id = :id;
INSERT INTO booking_answers (booking_id, sealed) VALUES (:booking, convert_to(:word, 'UTF8'));
INSERT INTO reviews (booking_id, provider_id, client_id, rating, comment)
    SELECT id, provider_id, client_id, 5, :word FROM bookings WHERE id = :booking;
INSERT INTO client_billing (user_id, name, address_lines, country) VALUES (:id, :word, '{}', 'DE');
INSERT INTO push_devices (user_id, endpoint, p256dh, auth, user_agent)
    VALUES (:id, 'https://push.example/' || :word, 'x', 'y', :word);
INSERT INTO sign_ins (id, user_id, user_agent, expires_at) VALUES (gen_random_uuid(), :id, :word, now());
INSERT INTO calendar_feeds (user_id, token_hash, label) VALUES (:id, convert_to(:word, 'UTF8'), :word);
INSERT INTO notifications (user_id, kind, channel, dedupe_key, last_error, reference)
    VALUES (:id, 'follow_up', 'EMAIL', 'erasing-' || :id, :word, :word);
INSERT INTO files (id, user_id, name, type, size) VALUES (gen_random_uuid(), :id, :word, 'text/plain', 1)
"""
OF_A_PROVIDER = """
UPDATE users SET first_name = :word WHERE id = :id;
UPDATE providers SET name = :word, bio = :word, specializations = ARRAY[:word], address = :word, city = :word,
    photo_url = :word, video_link = :word, metadata = jsonb_build_object('x', :word) WHERE id = :desk;
UPDATE offerings SET description = :word WHERE provider_id = :desk;
UPDATE bookings SET video_call_link = :word, explanation = :word WHERE provider_id = :desk;
INSERT INTO availability_overrides (provider_id, date, spans, reason)
    VALUES (:desk, current_date, '[]', :word);
INSERT INTO schedules (provider_id, name) VALUES (:desk, :word);
INSERT INTO time_off (resource_id, during, note)
    SELECT id, tstzrange(now(), now() + interval '1 hour'), :word FROM resources WHERE provider_id = :desk;
INSERT INTO provider_billing (provider_id, legal_name, address_lines, country, note)
    VALUES (:desk, :word, '{}', 'DE', :word)
"""


def plant(statements: str, word: str, **ids: int) -> None:
    """The word stands as a literal: it has the type that each column wants."""
    for statement in statements.split(";"):
        literal = statement.replace(":word", f"'{word}'::text").strip()
        execute(literal, **{name: value for name, value in ids.items() if f":{name}" in literal})


def deleted(person: Person, *, days_ago: int) -> None:
    execute(
        "UPDATE users SET deleted_at = now() - :ago WHERE id = :id",
        ago=timedelta(days=days_ago),
        id=person.user_id,
    )


def erase(person: Person) -> None:
    with transaction() as session:
        service.erase(session, person.user_id, now=database_now(session))


def finds(word: str) -> set[str]:
    """The tables in which a planted word stands, as text or as bytes."""
    values = {"word": f"%{word}%", "bytes": f"%{word.encode().hex()}%"}
    with transaction() as session:
        return {
            table
            for table in Base.metadata.tables
            if session.scalar(
                text(
                    f"SELECT EXISTS (SELECT FROM {table} t WHERE t::text LIKE :word OR t::text LIKE :bytes)"  # noqa: S608 - names of ours
                ),
                values,
            )
        }


def test_of_a_client_no_word_stays(ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(9))
    plant(OF_A_CLIENT, "kestrel", id=ben.user_id, booking=booking_id)
    deleted(ben, days_ago=1)
    assert len(finds("kestrel")) == 10

    erase(ben)

    assert finds("kestrel") == set()
    assert execute("SELECT status FROM bookings WHERE id = :id", id=booking_id) == "CONFIRMED"


def test_of_a_provider_no_word_stays_and_the_clients_notes_do(ada: Person, ben: Person, desk: Desk) -> None:
    booking_id = book(ben, desk, desk.at(9), notes="My knee hurts.")
    plant(OF_A_PROVIDER, "bullfinch", id=ada.user_id, desk=desk.provider_id)
    deleted(ada, days_ago=1)
    assert len(finds("bullfinch")) == 8

    erase(ada)

    assert finds("bullfinch") == set()
    assert execute("SELECT notes FROM bookings WHERE id = :id", id=booking_id) == "My knee hurts."


def test_what_is_deleted_is_erased_after_the_grace_and_not_before(ben: Person, cleo: Person) -> None:
    deleted(ben, days_ago=31)
    deleted(cleo, days_ago=29)

    with transaction() as session:
        service.owe_erasures(session, now=database_now(session))
    work_off()

    erased = "SELECT erased_at IS NOT NULL FROM users WHERE id = :id"
    assert execute(erased, id=ben.user_id)
    assert not execute(erased, id=cleo.user_id)
    assert execute("SELECT first_name FROM users WHERE id = :id", id=ben.user_id) == "—"


def test_an_account_that_is_not_deleted_is_not_erased(ben: Person) -> None:
    with pytest.raises(Conflict):
        erase(ben)


def test_a_second_erasing_changes_nothing(ben: Person) -> None:
    deleted(ben, days_ago=1)
    erase(ben)
    before = execute("SELECT erased_at FROM users WHERE id = :id", id=ben.user_id)

    erase(ben)

    assert execute("SELECT erased_at FROM users WHERE id = :id", id=ben.user_id) == before


def test_files_go_with_their_owner_bytes_and_all(ben: Person) -> None:
    file = sent(ben)
    deleted(ben, days_ago=1)

    erase(ben)
    a_day_passes(file["id"])

    assert execute("SELECT count(*) FROM files WHERE user_id = :id", id=ben.user_id) == 0
    assert ports().files.get(UUID(file["id"])) is None
