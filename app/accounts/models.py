"""People, their sign-in families and the one-time links sent to them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Label,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped


class Role(StrEnum):
    CLIENT = "CLIENT"
    PROVIDER = "PROVIDER"
    ADMIN = "ADMIN"


def _beginnings(column: str) -> Index:
    """An index for what begins with some letters, in whatever locale the database is."""
    folded: Label[str] = literal_column(f"lower({column})").label("folded")
    return Index(f"idx_users_{column}_begins", folded, postgresql_ops={"folded": "text_pattern_ops"})


class User(Stamped, Base):
    """An account. The e-mail address is unique without regard to case among accounts that are not deleted.

    A `guest` booked without one: known by what they wrote and by the links they were sent, and cannot log in.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('CLIENT', 'PROVIDER', 'ADMIN')", name="role"),
        CheckConstraint("clock IN ('12h', '24h')", name="clock"),
        Index(
            "idx_users_email",
            text("lower(email)"),
            unique=True,
            postgresql_where=text("deleted_at IS NULL AND NOT guest"),
        ),
        Index("idx_users_role", "role"),
        Index(
            "idx_users_to_erase",
            "deleted_at",
            postgresql_where=text("deleted_at IS NOT NULL AND erased_at IS NULL"),
        ),
        # administrators look for accounts by how these begin
        *(_beginnings(column) for column in ("email", "first_name", "last_name")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    first_name: Mapped[str] = mapped_column(Text)
    last_name: Mapped[str] = mapped_column(Text)
    timezone: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(Text, server_default=text("'en'"))
    clock: Mapped[str | None] = mapped_column(Text)  # none: as the language is used to
    phone_encrypted: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_verified_at: Mapped[datetime | None]
    receives_events: Mapped[bool] = mapped_column(
        Boolean, server_default=text("false")
    )  # a calendar of theirs: bookings are written there
    email_verified_at: Mapped[datetime | None]
    guest: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[int | None]
    erased_at: Mapped[datetime | None]  # what the person wrote was taken out
    suspended_at: Mapped[datetime | None]
    suspended_why: Mapped[str | None] = mapped_column(Text)  # an administrator's words, for administrators

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Client(Stamped, Base):
    """What is known of a person as one who books."""

    __tablename__ = "clients"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    timezone: Mapped[str] = mapped_column(Text)
    preferences: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class SignIn(Base):
    """A family of refresh tokens: one sign-in on one device. Revoking it ends them all."""

    __tablename__ = "sign_ins"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    user_agent: Mapped[str] = mapped_column(Text, server_default=text("''"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_why: Mapped[str | None] = mapped_column(Text)


class RefreshToken(Base):
    """One refresh token, stored as its hash. A spent one that comes back revokes its family.

    `spent_by` is a keyed hash of the client that spent it: a client that lost the answer is told apart from
    a thief by it.
    """

    __tablename__ = "refresh_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    sign_in_id: Mapped[UUID] = mapped_column(ForeignKey("sign_ins.id", ondelete="CASCADE"), index=True)
    issued_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]
    spent_by: Mapped[bytes | None] = mapped_column(LargeBinary)


class OneTimeToken(Base):
    """A mailed link: reset the password or verify the address. Stored as its hash, usable once."""

    __tablename__ = "one_time_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    purpose: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PhoneCode(Base):
    """The code that was texted to a number last. `tries` are the wrong ones so far."""

    __tablename__ = "phone_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))


class TwoFactor(Base):
    """A second factor. It is on from `enabled_at`; `last_step` is the newest step of time that was used."""

    __tablename__ = "two_factors"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    secret_encrypted: Mapped[bytes] = mapped_column(LargeBinary)
    enabled_at: Mapped[datetime | None]
    last_step: Mapped[int | None]


class RecoveryCode(Base):
    """A code for the day on which the app is lost. Stored as a keyed hash, usable once."""

    __tablename__ = "recovery_codes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    used_at: Mapped[datetime | None]


class ApiKey(Base):
    """A key for a program that acts for its owner. Stored as its hash; `begins` tells it from others."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    begins: Mapped[str] = mapped_column(Text)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
