"""What is taken out of the database when an account is erased, and what has to stay. Pure.

A row that others need (the other side of a booking, the books) stays without what its owner wrote in it.
"""

from collections.abc import Mapping

from app.privacy.sections import CLIENT, EITHER, LEFT_OUT, PROVIDER, RESOURCE, USER, of

NOBODY = "—"


def _delete(*tables: str, where: str) -> Mapping[str, str]:
    return {table: f"DELETE FROM {table} WHERE {where}" for table in tables}  # noqa: S608 - names of ours


def _blank(table: str, where: str, *columns: str) -> Mapping[str, str]:
    return {table: f"UPDATE {table} SET {', '.join(columns)} WHERE {where}"}  # noqa: S608 - names of ours


# One statement a table, in this order: what points to another goes first.
ERASURES: Mapping[str, str] = {
    **_delete("refresh_tokens", where=of("sign_in_id", "sign_ins", USER)),
    **_delete(
        *("sign_ins", "api_keys", "two_factors", "recovery_codes", "one_time_tokens", "phone_codes"),
        *("clients", "notification_preferences", "push_devices", "client_billing", "payment_customers"),
        *("calendar_feeds", "calendar_consents", "calendar_wishes", "calendar_connections"),
        *("webhook_endpoints", "data_exports"),
        where=USER,
    ),
    **_blank("notifications", USER, "address_hash = NULL", "reference = NULL", "last_error = NULL"),
    **_delete(
        *("availability", "availability_overrides", "trips", "provider_words", "search_documents"),
        *("search_free", "payout_accounts", "provider_billing", "timetable_history"),
        where=PROVIDER,
    ),
    **_delete("busy_periods", where=RESOURCE),
    **_delete("taken_history", where=RESOURCE),  # the line before has just written into it
    **_blank("time_off", RESOURCE, "note = ''"),
    **_blank("resources", PROVIDER, "name = :nobody"),
    **_blank("schedules", PROVIDER, "name = :nobody"),
    **_blank("booking_links", PROVIDER, "label = ''"),
    **_blank("offerings", PROVIDER, "description = ''", "questions = '[]'"),
    **_delete("booking_answers", where=of("booking_id", "bookings", CLIENT)),
    **_delete("files", where=USER),
    **_blank(
        "bookings",
        EITHER,
        "explanation = NULL",
        f"notes = CASE WHEN {CLIENT} THEN NULL ELSE notes END",
        f"video_call_link = CASE WHEN {PROVIDER} THEN NULL ELSE video_call_link END",
    ),
    **_blank("payments", CLIENT, "card = NULL", "checkout_url = NULL"),
    **_blank(
        "reviews",
        EITHER,
        f"comment = CASE WHEN {CLIENT} THEN '' ELSE comment END",
        f"reply = CASE WHEN {PROVIDER} THEN NULL ELSE reply END",
    ),
    **_blank("review_reports", "reporter_id = :user_id", "reason = ''"),
    **_blank(
        "providers",
        USER,
        *("name = :nobody", "bio = ''", "specializations = '{}'", "languages = '{}'", "metadata = '{}'"),
        *("address = NULL", "city = NULL", "country = NULL", "latitude = NULL", "longitude = NULL"),
        *("photo_url = NULL", "video_link = NULL", "holidays_worked = '[]'"),
    ),
    **_blank(
        "users",
        "id = :user_id",
        *("email = 'erased-' || id || '@invalid'", "password_hash = ''", "erased_at = :now"),
        *("first_name = :nobody", "last_name = :nobody", "phone_encrypted = NULL"),
        *("phone_verified_at = NULL", "suspended_why = NULL"),
    ),
}

_OTHERS = "times, amounts and states without words: the other side of the appointment needs them"
_BOOKS = "the books, which the law wants kept: amounts, dates and numbers"
_GOES = "goes with the row that it belongs to"
KEPT: Mapping[str, str] = {
    **{table: why for table, why in LEFT_OUT.items() if table not in ERASURES},
    **dict.fromkeys(("offering_needs", "offering_hosts", "seat_claims", "booking_hosts"), _OTHERS),
    **dict.fromkeys(("booking_items", "booking_events", "series", "wishes", "swaps"), _OTHERS),
    **dict.fromkeys(("packages", "package_purchases", "promo_codes", "calendar_rules"), _OTHERS),
    **dict.fromkeys(("refunds", "disputes", "provider_plans"), _BOOKS),
    "invoices": "the law wants them kept for years; their parties are sealed",
    "card_consents": "the proof that somebody agreed, which card companies ask for; no card stands in it",
    "audit_events": "what was done, by ids alone; it is sealed against changes",
    **dict.fromkeys(("calendars", "calendar_events", "calendar_conflicts"), _GOES),
}
