"""What an invoice says and how its figures come about. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"


PREFIXES = {Kind.INVOICE: "INV", Kind.CREDIT_NOTE: "CN"}


def number_of(kind: Kind, year: int, count: int) -> str:
    """`INV-2026-000123`: the provider's 123rd of that year; the kinds are counted apart."""
    return f"{PREFIXES[kind]}-{year}-{count:06}"
