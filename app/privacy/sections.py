"""Where a person's data stand. A test knows every table: whoever adds one decides here what is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass

_MINE = "(SELECT id FROM providers WHERE user_id = :user_id)"
USER = "user_id = :user_id"
CLIENT = "client_id = :user_id"
PROVIDER = f"provider_id IN {_MINE}"
EITHER = f"({CLIENT} OR {PROVIDER})"


def of(column: str, table: str, where: str) -> str:
    return f"{column} IN (SELECT id FROM {table} WHERE {where})"  # noqa: S608 - names of ours


RESOURCE = of("resource_id", "resources", PROVIDER)
_BOOKING = of("booking_id", "bookings", EITHER)
_PAYMENT = of("payment_id", "payments", EITHER)
_CALENDAR = of("calendar_id", "calendars", USER)


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one table that are a person's, without what is a secret or means nothing to them."""

    where: str
    hidden: tuple[str, ...] = ()


SECTIONS: Mapping[str, Section] = {
    "users": Section("id = :user_id", ("password_hash", "phone_encrypted")),
    "clients": Section(USER),
    "sign_ins": Section(USER),
    "api_keys": Section(USER, ("token_hash",)),
    "audit_events": Section(
        "actor_id = :user_id OR (subject = 'user' AND subject_id = CAST(:user_id AS text))"
    ),
    "notification_preferences": Section(USER),
    "notifications": Section(USER, ("dedupe_key", "address_hash", "reference", "last_error")),
    "push_devices": Section(USER, ("p256dh", "auth")),
    "providers": Section(USER),
    "offerings": Section(PROVIDER),
    "booking_links": Section(PROVIDER, ("token_hash",)),
    "resources": Section(PROVIDER),
    "offering_needs": Section(of("offering_id", "offerings", PROVIDER)),
    "offering_hosts": Section(f"({PROVIDER} OR {of('offering_id', 'offerings', PROVIDER)})"),
    "schedules": Section(PROVIDER),
    "availability": Section(PROVIDER),
    "availability_overrides": Section(PROVIDER),
    "trips": Section(PROVIDER),
    "timetable_history": Section(PROVIDER),
    "time_off": Section(RESOURCE),
    "busy_periods": Section(RESOURCE),
    "taken_history": Section(RESOURCE),
    "bookings": Section(EITHER),
    "booking_items": Section(_BOOKING),
    "files": Section(USER),
    "seat_claims": Section(_BOOKING),
    "booking_hosts": Section(PROVIDER, ("turn",)),
    "booking_events": Section(_BOOKING),
    "series": Section(EITHER),
    "wishes": Section(EITHER),
    "swaps": Section("client_id = :user_id OR other_client_id = :user_id"),
    "packages": Section(PROVIDER),
    "package_purchases": Section(EITHER),
    "promo_codes": Section(PROVIDER),
    "payments": Section(EITHER, ("checkout_url",)),
    "refunds": Section(_PAYMENT),
    "disputes": Section(_PAYMENT),
    "card_consents": Section(USER),
    "payment_customers": Section(USER),
    "client_billing": Section(USER, ("tax_id_sealed",)),
    "provider_billing": Section(PROVIDER, ("tax_id_sealed",)),
    "provider_plans": Section(PROVIDER),
    "payout_accounts": Section(PROVIDER),
    "invoices": Section(EITHER, ("parties_sealed",)),
    "reviews": Section(EITHER),
    "review_reports": Section("reporter_id = :user_id"),
    "calendar_connections": Section(USER, ("sealed",)),
    "calendars": Section(USER, ("cursor", "channel_id", "channel_resource", "channel_digest")),
    "calendar_events": Section(_CALENDAR),
    "calendar_wishes": Section(USER),
    "calendar_conflicts": Section(_BOOKING),
    "calendar_rules": Section(PROVIDER),
    "calendar_feeds": Section(USER, ("token_hash",)),
    "webhook_endpoints": Section(USER, ("secret_encrypted", "previous_secret_encrypted")),
    "data_exports": Section(USER, ("file",)),
}

_SECRETS = "secrets and their checksums: they prove who somebody is, and tell nothing else"
_COPIES = "copies of what stands in the other sections, kept for speed"
_SITE = "the site's own: it says nothing about a person"
_PASSING = "passing records of the machinery, with ids alone; they go by themselves within days"
LEFT_OUT: Mapping[str, str] = {
    **dict.fromkeys(
        ("two_factors", "recovery_codes", "refresh_tokens", "one_time_tokens", "phone_codes"), _SECRETS
    ),
    "calendar_consents": _SECRETS,
    "booking_answers": "sealed: they are opened and told in `answers`",
    **dict.fromkeys(("provider_words", "known_words", "search_documents", "search_free"), _COPIES),
    **dict.fromkeys(("occupancies", "busy_sources", "postings", "invoice_series"), _COPIES),
    **dict.fromkeys(("plans", "plan_prices", "events_told", "webhook_cursor"), _SITE),
    **dict.fromkeys(("audit_marks", "audit_seals"), _SITE),
    **dict.fromkeys(("tasks", "inbox", "idempotency_keys"), _PASSING),
    **dict.fromkeys(("webhook_messages", "webhook_deliveries", "webhook_attempts"), _PASSING),
    "contact_blocks": "checksums of addresses that get nothing more, so that they never do",
    **dict.fromkeys(("inbox_mails", "inbox_notes"), "letters of a development machine, which are never sent"),
    **dict.fromkeys(
        ("sandbox_cards", "sandbox_checkouts", "sandbox_events", "sandbox_prices", "sandbox_refunds"),
        "the sandbox company: it moves no money",
    ),
    "sandbox_subscriptions": "the sandbox company: it moves no money",
}
