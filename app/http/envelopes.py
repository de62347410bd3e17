"""What good answers stand in: `{"data": …}`, and beside a page of a list its `pagination`."""

from functools import cache
from typing import Any

import marshmallow as ma
from marshmallow import fields

from app.http.paging import Page
from app.http.schemas import Pagination, Schema

_envelopes: dict[str, ma.Schema] = {}


def envelope_of(schema: ma.Schema) -> ma.Schema:
    """One envelope for each schema, so that the OpenAPI document names it once."""
    name = type(schema).__name__ + ("List" if schema.many else "")
    if name not in _envelopes:
        inner = fields.Nested(type(schema), many=schema.many, required=True)
        _envelopes[name] = type(f"{name}Envelope", (Schema,), {"data": inner})()
    return _envelopes[name]


@cache
def page_of(schema: type[ma.Schema]) -> type[Schema]:
    """A page of a list, whole; one for each schema, so that the OpenAPI document names it once."""
    return type(
        f"{schema.__name__}Page",
        (Schema,),
        {
            "enveloped": False,
            "data": fields.List(fields.Nested(schema), required=True),
            "pagination": fields.Nested(Pagination, required=True),
        },
    )


def counted(page: Page) -> dict[str, Any]:
    """A page as its schema reads it."""
    counts = page.pagination()
    counts["total_pages"] = counts.pop("totalPages")
    return {"data": page.items, "pagination": counts}
