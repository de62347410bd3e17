"""Lists come in pages of `size`, counted from 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import fields, post_load, validate

from app.http.schemas import Schema

LARGEST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Paging:
    page: int
    size: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows and the number of all rows."""

    items: Sequence[Any]
    total: int
    paging: Paging

    def pagination(self) -> dict[str, int]:
        return {
            "page": self.paging.page,
            "size": self.paging.size,
            "total": self.total,
            "totalPages": -(-self.total // self.paging.size),
        }


class PagingQuery(Schema):
    """`page` and `size` of a list; a list's own filters derive from it and find them under `paging`."""

    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=LARGEST_PAGE))
    size = fields.Integer(load_default=20, validate=validate.Range(min=1, max=100))

    @post_load
    def _collect(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        paging = Paging(data.pop("page"), data.pop("size"))
        return {**data, "paging": paging}
