"""The providers' own accounts at the payment company."""

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base, Stamped
from app.payouts.rules import PayoutStatus

_STATUS = ", ".join(f"'{status}'" for status in PayoutStatus)


class PayoutAccount(Stamped, Base):
    """One a provider and company. `reference` is None until the company has answered."""

    __tablename__ = "payout_accounts"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUS})", name="status"),
        UniqueConstraint("company", "reference"),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    company: Mapped[str] = mapped_column(Text, primary_key=True)
    reference: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, server_default=text("'ASKED'"))

    @property
    def company_key(self) -> str:
        """The idempotency key under which the company is asked."""
        return f"acct:{self.provider_id}"
