import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from app.db import trail
from app.db.session import database, reading, transaction
from app.db.trail import Head, chain
from app.db.trail.models import AuditEvent, AuditSeal
from app.db.trail.sealing import signing_key
from tests.patience import eventually


def write(count: int = 1, *, by: int | None = None) -> None:
    with transaction(actor_id=7) as session:
        for number in range(count):
            trail.record(session, "account.changed", "user", number, by=by, fields=["phone"])


def let_pass(session: Session) -> None:
    """As if the last run had been half a minute ago."""
    session.execute(text("UPDATE audit_marks SET noted_at = noted_at - interval '30 seconds'"))


def run() -> int:
    """One run, as if the one before had been half a minute ago."""
    with transaction() as session:
        let_pass(session)
        return trail.seal(session)


def seal() -> int:
    """The first run notes, the next one seals; other databases of this server may keep it waiting."""
    run()
    return eventually(run)


def behind_our_back(*statements: str) -> None:
    """What somebody does who may do everything in the database."""
    with transaction() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            session.execute(text(statement))


def findings(head: Head | None = None) -> list[str]:
    with reading() as session:
        return [finding.what for finding in trail.verify(session, head)]


def head() -> Head:
    with reading() as session:
        last = session.scalars(select(AuditSeal).order_by(AuditSeal.seq.desc()).limit(1)).one()
    return Head(last.seq, last.chain, chain.signature(signing_key(), last.seq, last.chain))


def test_it_says_who_did_what_to_whom() -> None:
    write()
    write(by=9)

    with reading() as session:
        first, second = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()

    assert (first.action, first.actor_id, first.subject, first.subject_id) == (
        "account.changed",
        7,
        "user",
        "0",
    )
    assert (first.facts, second.actor_id) == ({"fields": ["phone"]}, 9)


def test_what_was_rolled_back_was_not_done() -> None:
    with database().sessions() as session:
        trail.record(session, "account.deleted", "user", 1)
        session.rollback()

    with reading() as session:
        assert session.scalars(select(AuditEvent)).all() == []


@pytest.mark.parametrize("deed", ["UPDATE audit_events SET actor_id = 1", "DELETE FROM audit_events"])
def test_a_row_can_neither_be_changed_nor_removed(deed: str) -> None:
    write()

    with pytest.raises(ProgrammingError, match="append-only"), transaction() as session:
        session.execute(text(deed))


def test_an_untouched_trail_is_whole() -> None:
    for _ in range(3):
        write(5)
        assert seal() == 1

    assert findings() == []
    assert findings(head()) == []


def test_nothing_is_sealed_twice_and_nothing_new_makes_no_seal() -> None:
    write(5)
    seal()

    assert (run(), run()) == (0, 0)


def test_a_row_of_a_transaction_that_is_still_open_is_waited_for() -> None:
    with transaction() as slow:
        trail.record(slow, "account.changed", "user", 1)
        write(3)
        assert (run(), run()) == (0, 0)
    assert eventually(run) == 1

    assert findings() == []


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        ("UPDATE audit_events SET actor_id = 1 WHERE id = 3", "a row was changed"),
        ("UPDATE audit_events SET facts = '{}' WHERE id = 1", "a row was changed"),
        ("UPDATE audit_events SET at = at + interval '1 microsecond' WHERE id = 1", "a row was changed"),
        ("DELETE FROM audit_events WHERE id = 3", "4 rows stand where 5 were sealed"),
        ("UPDATE audit_events SET id = 99 WHERE id = 3", "4 rows stand where 5 were sealed"),
        ("UPDATE audit_seals SET rows = 4 WHERE seq = 1", "the seal itself was changed"),
        ("UPDATE audit_seals SET digest = '\\x00' WHERE seq = 1", "the seal itself was changed"),
        ("DELETE FROM audit_seals WHERE seq = 1", "seals 1 to 1 are missing"),
    ],
)
def test_a_trail_that_was_tampered_with_says_where(deed: str, found: str) -> None:
    write(5)
    seal()
    write(5)
    seal()

    behind_our_back(deed)

    assert any(found in what for what in findings()), findings()


def test_two_rows_that_change_places_are_found() -> None:
    write(5)
    seal()

    behind_our_back(
        "UPDATE audit_events SET id = 100 WHERE id = 1",
        "UPDATE audit_events SET id = 1 WHERE id = 2",
        "UPDATE audit_events SET id = 2 WHERE id = 100",
    )

    assert findings() == ["audit_events 1 to 5: a row was changed"]


def test_an_end_that_was_cut_off_shows_by_a_head_kept_elsewhere() -> None:
    write(5)
    seal()
    write(5)
    seal()
    kept = head()
    behind_our_back("DELETE FROM audit_seals WHERE seq = 2", "DELETE FROM audit_events WHERE id > 5")

    assert findings() == []
    assert any("cut off" in what for what in findings(kept))


def test_a_chain_that_was_written_anew_shows_by_a_head_kept_elsewhere() -> None:
    write(5)
    seal()
    kept = head()
    behind_our_back(
        "UPDATE audit_events SET actor_id = 1",
        "DELETE FROM audit_seals",
        "UPDATE audit_marks SET sealed_id = 0, noted_id = 0",
    )
    seal()

    assert findings() == []
    assert any("written anew" in what for what in findings(kept))


def test_a_head_that_is_not_ours_is_told() -> None:
    write(5)
    seal()
    told = head()

    assert any("not signed" in what for what in findings(Head(told.seq, told.chain, "x" * 43)))
