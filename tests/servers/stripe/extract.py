"""`python -m tests.servers.stripe.extract spec3.json` writes openapi.json: what we use of Stripe's API.

The source is Stripe's own OpenAPI document, as it lies in the module of stripe-mock (MIT licence):
`go mod download -json github.com/stripe/stripe-mock@v0.203.0`, there `embedded/openapi/spec3.json`.
Parameters are kept whole; of answers the outermost level is kept.
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CALLS = {
    "/v1/checkout/sessions": ("get", "post"),
    "/v1/checkout/sessions/{session}": ("get",),
    "/v1/checkout/sessions/{session}/expire": ("post",),
    "/v1/payment_intents": ("get", "post"),
    "/v1/payment_intents/{intent}": ("get",),
    "/v1/payment_intents/{intent}/capture": ("post",),
    "/v1/payment_intents/{intent}/cancel": ("post",),
    "/v1/refunds": ("get", "post"),
    "/v1/disputes": ("get",),
    "/v1/events": ("get",),
    "/v1/accounts": ("post",),
    "/v1/accounts/{account}": ("get",),
    "/v1/account_links": ("post",),
    "/v1/prices": ("post",),
    "/v1/subscriptions/{subscription_exposed_id}": ("get", "post"),
    "/v1/invoices/create_preview": ("post",),
    "/v1/billing_portal/sessions": ("post",),
    "/v1/customers": ("post",),
    "/v1/customers/{customer}": ("delete",),
    "/v1/customers/{customer}/payment_methods": ("get",),
    "/v1/payment_methods/{payment_method}": ("get",),
    "/v1/payment_methods/{payment_method}/detach": ("post",),
}
OBJECTS = (
    "checkout.session",
    "payment_intent",
    "charge",
    "refund",
    "dispute",
    "event",
    "account",
    "account_link",
    "customer",
    "product",
    "price",
    "subscription",
    "subscription_item",
    "invoice",
    "billing_portal.session",
    "payment_method",
    "setup_intent",
)
FORM = "application/x-www-form-urlencoded"
NOISE = ("description", "title", "x-stripeBypassValidation", "x-expandableFields", "x-stripeParam")


def main() -> None:
    spec = json.loads(Path(sys.argv[1]).read_text())
    calls = {
        f"{method.upper()} {path}": _parameters(spec["paths"][path][method])
        for path, methods in CALLS.items()
        for method in methods
    }
    objects = {name: _shallow(spec["components"]["schemas"][name]) for name in OBJECTS}
    source = f"stripe-mock v0.203.0, Copyright (c) 2014- Stripe, Inc., MIT; {spec['info']['version']}"
    told = {"source": source, "calls": calls, "objects": objects}
    (HERE / "openapi.json").write_text(json.dumps(told, separators=(",", ":"), sort_keys=True) + "\n")


def _parameters(operation: dict[str, Any]) -> Any:
    """One schema for what comes in the body, or after the question mark."""
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"].get(FORM, {}).get("schema", {})
        if schema.get("properties"):
            return _quiet(schema)
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {one["name"]: _quiet(one["schema"]) for one in asked},
    }


def _quiet(node: Any) -> Any:
    """Without words for people."""
    if isinstance(node, dict):
        kept = {name: value for name, value in node.items() if name not in NOISE or isinstance(value, dict)}
        return {name: _quiet(value) for name, value in kept.items()}
    return [_quiet(one) for one in node] if isinstance(node, list) else node


def _shallow(schema: dict[str, Any]) -> Any:
    return {
        "type": "object",
        "required": schema.get("required", []),
        "properties": {name: _type(part) for name, part in schema["properties"].items()},
    }


def _type(part: dict[str, Any]) -> Any:
    """A plain type with its values; anything deeper is only known to be there or null."""
    kinds = [part["type"]] if "type" in part else ["object", "string"]
    kinds += ["null"] if part.get("nullable") else []
    values = {"enum": [*part["enum"], *([None] if part.get("nullable") else [])]} if "enum" in part else {}
    return {"type": kinds} | values


if __name__ == "__main__":
    main()
