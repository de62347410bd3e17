"""How our kinds of fields look in the OpenAPI document: attribute functions of apispec's converter."""

from typing import Any

from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import fields

from app.http.schemas import TOO_MUCH_MONEY, Amount, Sum


def teach(converter: OpenAPIConverter) -> None:
    converter.map_to_openapi_type(Amount, "number", None)
    converter.map_to_openapi_type(fields.Url, "string", "uri")
    for function in (_amount, _pattern):
        converter.add_attribute_function(function)


def _amount(_: Any, field: fields.Field[Any], **__: Any) -> dict[str, Any]:
    if not isinstance(field, Amount) or isinstance(field, Sum):
        return {}
    return {"minimum": 0, "exclusiveMaximum": TOO_MUCH_MONEY}


def _pattern(_: Any, __: fields.Field[Any], *, ret: dict[str, Any]) -> dict[str, Any]:
    r"""Python ends a pattern with `\Z`, JSON Schema with `$`."""
    return {"pattern": ret["pattern"].replace(r"\Z", "$")} if "pattern" in ret else {}
