"""What stands in each mail, in which order, the same in all languages. Pure data; catalogues have the words.

A string is a paragraph: keys with spaces between, `.intro` of the mail's own section, `!` for bold.
`{…}` takes a case from the values: `terms.{terms_case}`. A paragraph whose case is None is left out.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto


class Part(Enum):
    FACTS = auto()  # the table of the booking
    VIDEO = auto()  # a button that opens the call
    SAID = auto()  # what a person gave as reason
    SECRET = auto()  # a button with the one-time link, and the link itself
    PAY = auto()  # a button that leads to the checkout
    PAGE = auto()  # a button that opens a page of the site
    ENTRIES = auto()  # the appointments of a day


_ENDED = (".intro.{ended_case}", Part.SAID, Part.FACTS)
_MOVED = (".intro", Part.FACTS, "common.{moved_file_case}")
_REMINDED = (".intro", Part.FACTS, Part.VIDEO)
_PUT_BACK = (".intro.{wish_case}", ".why.{wish_case}", Part.FACTS)
_ASKS = (".intro.{wish_case}", ".ask.{wish_case}", Part.PAGE, Part.FACTS)

OUTLINES: Mapping[str, Sequence[str | Part]] = {
    "booking_requested.provider": (".intro", Part.FACTS, ".answer.{answer_case}"),
    "booking_confirmed.client": (
        ".intro",
        Part.FACTS,
        Part.VIDEO,
        "common.{file_case} terms.{terms_case}",
    ),
    "guest_booking.client": (".intro", Part.SECRET, ".lasts", Part.FACTS),
    "booking_confirmed.provider": (".intro", Part.FACTS, "common.{file_case}"),
    "booked_for_you.client": (".intro", ".ask.{answer_case}", Part.PAY, ".otherwise", Part.FACTS),
    "series_booked.client": (".intro", Part.ENTRIES, ".each terms.{terms_case}", Part.PAGE),
    "series_booked.provider": (".intro", Part.ENTRIES, Part.PAGE),
    "series_requested.provider": (".intro", Part.ENTRIES, ".answer", Part.PAGE),
    "time_law_changed.client": (".intro", Part.FACTS, "common.{moved_file_case}"),
    "time_law_changed.provider": (".intro", Part.FACTS, "common.{moved_file_case}"),
    "time_law_conflict.provider": (".intro", ".decide", Part.PAGE, Part.FACTS),
    "swap_proposed.client": (".intro", ".stays", Part.PAGE, Part.FACTS),
    "swap_refused.client": (".intro", Part.FACTS),
    "waitlist_offer.client": (".intro.{wish_case}", ".until", Part.PAGE, ".otherwise", Part.FACTS),
    "waitlist_lapsed.client": (".intro", ".queue.{queue_case}", Part.FACTS),
    "booking_declined.client": (".intro", Part.SAID, Part.FACTS, "money.{money_case}"),
    "booking_rejected.client": (".intro.{rejected_case}", Part.FACTS, ".again", Part.PAGE),
    "booking_moved.client": _MOVED,
    "booking_moved.provider": _MOVED,
    "booking_cancelled.client": (*_ENDED, "!money.{money_case}"),
    "booking_cancelled.provider": (*_ENDED, "clients_money.{clients_money_case}"),
    "booking_expired.client": (".intro.{expired_case}", Part.FACTS, "money.{money_case}", ".again"),
    "booking_expired.provider": (".intro", Part.FACTS),
    "booking_reminder.client": _REMINDED,
    "booking_reminder.provider": _REMINDED,
    "review_invitation.client": (".intro", Part.PAGE),
    "follow_up.client": (".intro", Part.PAGE),
    "agenda_digest.provider": (".intro", Part.ENTRIES),
    "payment_due.client": (".intro", ".ask.{answer_case}", Part.PAY, ".otherwise", Part.FACTS),
    "fee_due.client": (".intro.{fee_case}", Part.PAY, ".mistake", Part.FACTS),
    "package_bought.client": (".intro", Part.FACTS, ".how", Part.PAGE),
    "package_bought.provider": (".intro", Part.FACTS),
    "payment_refunded.client": (".intro", Part.FACTS),
    "payment_disputed.provider": (".intro", Part.FACTS),
    "invoice_issued.client": (".intro", ".due.{due_case}", Part.FACTS),
    "credit_note_issued.client": (".intro", Part.FACTS),
    "calendar_lost.holder": (".intro", ".known", Part.PAGE),
    "calendar_conflict.holder": (".intro", ".advice", Part.PAGE),
    "calendar_put_back.client": _PUT_BACK,
    "calendar_put_back.provider": _PUT_BACK,
    "calendar_asks.client": _ASKS,
    "calendar_asks.provider": _ASKS,
    "plan_lapsed.holder": (".intro", ".after", Part.PAGE),
    "verify_email.holder": (".intro", Part.SECRET, ".lasts"),
    "password_reset.holder": (".intro", Part.SECRET, ".lasts"),
    "account_exists.holder": (".intro", ".advice"),
    "password_changed.holder": (".intro", ".advice"),
    "booking_handed_over.provider": (".intro",),
    "host_invited.holder": (".intro", ".agree", Part.PAGE),
    "webhook_paused.holder": (".intro", ".advice"),
    "two_factor_on.holder": (".intro", ".advice"),
    "data_export_ready.holder": (".intro", Part.PAGE, ".advice"),
    "two_factor_off.holder": (".intro", ".advice"),
    "api_key_made.holder": (".intro", ".advice"),
}
# The pages that buttons open. `{…}` as above.
PAGES: Mapping[str, str] = {
    "booking_rejected.client": "/providers/{provider_id}",
    "series_booked.client": "/bookings/{booking_id}",
    "series_booked.provider": "/bookings/{booking_id}",
    "series_requested.provider": "/bookings/{booking_id}",
    "time_law_conflict.provider": "/bookings/{booking_id}",
    "swap_proposed.client": "/bookings/{booking_id}",
    "waitlist_offer.client": "/bookings/{booking_id}",
    "package_bought.client": "/providers/{provider_id}",
    "review_invitation.client": "/bookings/{booking_id}",
    "follow_up.client": "/providers/{provider_id}",
    "data_export_ready.holder": "/account",
    "calendar_lost.holder": "/account/calendars",
    "calendar_conflict.holder": "/account/calendars",
    "plan_lapsed.holder": "/work",
    "calendar_asks.client": "/account/calendars",
    "calendar_asks.provider": "/account/calendars",
    "host_invited.holder": "/work/teams",
}
PREFERENCES = "/account"
WORK = "/work"
