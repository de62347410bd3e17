"""After a change of the site's secret: phone numbers move under its key, so that the old one can go."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts import phones, queries

BATCH = 500


@dataclass(frozen=True, slots=True)
class Batch:
    last_id: int
    resealed: int


def reseal_phones(session: Session, *, after: int) -> Batch | None:
    """Seal anew what an earlier secret sealed, in the next people after this id; None at the end."""
    held = queries.next_phones(session, after=after, size=BATCH)
    resealed = 0
    for user in held:
        if user.phone_encrypted is None or not phones.outdated(user.phone_encrypted):
            continue
        phone = phones.unseal(user.id, user.phone_encrypted)
        if phone is not None:  # under a key that is gone it stays as it is
            user.phone_encrypted = phones.seal(user.id, phone)
            resealed += 1
    return Batch(held[-1].id, resealed) if held else None
