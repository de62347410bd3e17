"""What the search remembers of each provider beside the providers themselves."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer, func
from sqlalchemy.dialects.postgresql import INT8MULTIRANGE
from sqlalchemy.dialects.postgresql.ranges import MultiRange
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class SearchDocument(Base):
    """When a provider was last indexed, and as which version; `next_free` orders a search."""

    __tablename__ = "search_documents"
    __table_args__ = (
        Index("idx_search_documents_next_free", "next_free"),
        Index("idx_search_documents_indexed", "indexed_at"),
    )

    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    next_free: Mapped[datetime | None]
    indexed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SearchFree(Base):
    """The bookable starts of a provider's offerings of one length, as stretches of epoch seconds."""

    __tablename__ = "search_free"
    __table_args__ = (Index("idx_search_free_provider", "provider_id", "minutes", unique=True),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"))
    minutes: Mapped[int] = mapped_column(Integer)
    starts: Mapped[MultiRange[int]] = mapped_column(INT8MULTIRANGE)
